import { memoize } from '../../functions/src/engine/memoize';

test('what was computed for an argument is not computed again', () => {
  const computed: number[] = [];
  const square = memoize((number: number) => {
    computed.push(number);
    return number * number;
  });
  expect([2, 3, 2, 3].map(square)).toEqual([4, 9, 4, 9]);
  expect(computed).toEqual([2, 3]);
});

test('there is an end to what is remembered', () => {
  let computed = 0;
  const same = memoize((number: number) => {
    computed += 1;
    return number;
  });
  const many = Array.from({ length: 30_000 }, (_, index) => index);
  expect(many.map(same)).toEqual(many);
  expect(computed).toBe(30_000);
  same(0);
  expect(computed).toBe(30_001);
});
