import { differencesBetween } from '../../functions/src/engine/audit';

test.each<[string, unknown, unknown, string[]]>([
  ['equal values', { a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, []],
  ['a field that differs', { a: 1 }, { a: 2 }, ['a']],
  ['one deep within', { a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }, ['a.b.c']],
  ['one that is missing, and one too many', { a: 1 }, { b: 1 }, ['a', 'b']],
  ['a list, as a whole', { a: [1, 2] }, { a: [2, 1] }, ['a']],
  ['null and a map', { a: null }, { a: { b: 1 } }, ['a']],
])('%s', (_, before, after, fields) => {
  expect(differencesBetween(before, after).map(({ field }) => field)).toEqual(fields);
});
