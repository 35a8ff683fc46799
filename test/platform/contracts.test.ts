import { z } from 'zod';
import { envelope } from '../../functions/src/contracts/contract';
import { contracts } from '../../tools/apiDocs/contracts';

type Schema = z.core.JSONSchema.BaseSchema;

/** Objects in a schema that take fields which they do not know, by where they are. */
function lenientObjects(schema: unknown, path: string): string[] {
  if (Array.isArray(schema)) {
    return schema.flatMap((one, index) => lenientObjects(one, `${path}.${index}`));
  }
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, additionalProperties, propertyNames } = schema as Schema;
  const isLenient =
    type === 'object' &&
    (additionalProperties === undefined ||
      additionalProperties === true ||
      (typeof additionalProperties === 'object' && !namesKeys(propertyNames)));
  const inner = Object.entries(schema).flatMap(([name, each]) =>
    lenientObjects(each, `${path}.${name}`),
  );
  return isLenient ? [path, ...inner] : inner;
}

/** Whether the names of a record's fields are listed. */
function namesKeys(names: unknown): boolean {
  return typeof names === 'object' && names !== null && 'enum' in names;
}

const lenientIn = (schema: z.ZodType) =>
  lenientObjects(z.toJSONSchema(schema, { io: 'input' }), '');

test.each(contracts)('a request of $name knows all of its fields, on every level', (contract) => {
  expect(lenientIn(contract.request)).toEqual([]);
});

test.each([
  ['an object', z.object({ a: z.string() }), ['']],
  ['one within', z.strictObject({ a: z.object({ b: z.string() }) }), ['.properties.a']],
  ['one in a list', z.strictObject({ a: z.array(z.object({})) }), ['.properties.a.items']],
  ['any object', z.looseObject({}), ['']],
  ['fields of any name', z.record(z.string(), z.string()), ['']],
  ['fields of these names', z.partialRecord(z.enum(['a', 'b']), z.string()), []],
  ['a strict one', z.strictObject({ a: z.strictObject({}).nullable() }), []],
])('that test finds what is lenient: %s', (_, schema, expected) => {
  expect(lenientIn(schema)).toEqual(expected);
});

test.each(contracts)('no request of $name has a field of the envelope', ({ request }) => {
  expect(Object.keys(request.shape)).not.toEqual(
    expect.arrayContaining(Object.keys(envelope.shape)),
  );
});
