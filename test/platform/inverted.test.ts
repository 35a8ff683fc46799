import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { instant } from '../../functions/src/platform/instant';
import { inverted } from '../../functions/src/platform/inverted';

const at = (second: number) => second * 1000;

test.each<[string, z.ZodType, unknown]>([
  ['a codec', instant, at(1)],
  ['an object', z.object({ at: instant, name: z.string() }), { at: at(1), name: 'a', more: 1 }],
  ['a nullable', z.object({ a: instant.nullable(), b: instant.nullable() }), { a: null, b: at(1) }],
  ['an optional that is there', z.object({ a: z.exactOptional(instant) }), { a: at(1) }],
  ['an optional that is not', z.object({ a: z.exactOptional(instant) }), {}],
  ['a record', z.record(z.string(), instant), { a: at(1), b: at(2) }],
  ['an array', z.array(instant).readonly(), [at(1), at(2)]],
  ['a tuple', z.tuple([z.int(), instant], instant), [1, at(2), at(3)]],
  ['a default', z.object({ at: instant.default(at(1)) }), { at: at(2) }],
  [
    'a union',
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('days'), day: z.string() }),
      z.object({ kind: z.literal('instants'), at: instant }),
    ]),
    { kind: 'instants', at: at(1) },
  ],
  ['leaves', z.object({ a: z.int(), b: z.boolean(), c: z.enum(['x']) }), { a: 1, b: true, c: 'x' }],
])('parses what would be encoded: %s', (_, schema, value) => {
  const encoded = z.encode(schema, value);
  expect(inverted(schema).parse(value)).toEqual(encoded);
  expect(JSON.stringify(inverted(schema).parse(value))).toBe(JSON.stringify(encoded));
});

test('checks hold in this direction too', () => {
  const schema = z.object({ count: z.int().min(0), at: instant });
  expect(inverted(schema).parse({ count: 0, at: 1 }).at).toEqual(Timestamp.fromMillis(1));
  expect(() => inverted(schema).parse({ count: -1, at: 1 })).toThrow(z.ZodError);
  expect(() => inverted(schema).parse({ count: 1, at: 'soon' })).toThrow(z.ZodError);
});

test('what has no way back is refused', () => {
  const trimmed = z.object({ name: z.string().transform((name) => name.trim()) });
  expect(() => inverted(trimmed)).toThrow(TypeError);
  expect(() => inverted(z.any())).toThrow(TypeError);
});
