import { bodyErrorOf } from '../../functions/src/edge/requestBody';

/** Lists within lists: `levels` of them. */
function nested(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 0);
}

const long = (value: unknown) => ({
  data: { '@type': 'type.googleapis.com/google.protobuf.Int64Value', value },
});

test.each([
  ['a request', { data: { activityId: 'a', quantity: 2 } }],
  ['null', { data: null }],
  ['a long integer of a phone', long('9007199254740993')],
  ['10 levels', { data: nested(10) }],
  ['2,000 values', { data: Array.from({ length: 1_999 }, () => 1) }],
  ['a field of the name of a method', { data: { constructor: 1, toString: 2 } }],
])('%s is no flaw', (_, body) => {
  expect(bodyErrorOf(body)).toBeUndefined();
});

test.each([
  ['nothing', undefined, /object with `data`/],
  ['text', 'data', /object with `data`/],
  ['a body without data', {}, /object with `data`/],
  ['more than data', { data: null, secret: 'x' }, /nothing but/],
  ['11 levels', { data: nested(11) }, /levels/],
  ['100,000 levels', { data: nested(100_000) }, /levels/],
  ['2,001 values', { data: Array.from({ length: 2_000 }, () => 1) }, /2000 values/],
  ['a type of its own', { data: { a: [{ '@type': 'evil' }] } }, /@type/],
  ['a long integer that is none', long('12x'), /@type/],
  ['a prototype', JSON.parse('{"data":{"__proto__":{"admin":true}}}'), /__proto__/],
  ['half a character', { data: { a: '\ud800' } }, /well-formed/],
  ['half a character as a name', { data: { '\udc00': 1 } }, /well-formed/],
])('%s is one, and what was sent is not repeated', (_, body: unknown, expected) => {
  const flaw = bodyErrorOf(body);
  expect(flaw).toMatch(expected);
  expect(flaw).not.toMatch(/secret|evil|12x/);
});
