import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { programSchema } from '../../functions/src/contracts/program';
import { fitness as sample } from '../../functions/src/program';

const page = readFileSync(join(__dirname, '../../docs/program.md'), 'utf8');

const examples = [...page.matchAll(/```json\n([^]*?)```/g)].map(
  ([, text = '']) => JSON.parse(text) as Readonly<Record<string, unknown>>,
);

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

/** Every field of a schema, with those that it lies in; choices between shapes are not gone into. */
function fieldsOf(
  { properties = {}, additionalProperties, items }: Schema,
  path: string,
): string[] {
  const inside = Object.entries(properties).flatMap(([name, schema]) => {
    const field = path === '' ? name : `${path}.${name}`;
    return [field, ...fieldsOf(schema, field)];
  });
  const named =
    typeof additionalProperties === 'object' ? fieldsOf(additionalProperties, `${path}.*`) : [];
  return [...inside, ...named, ...(items ? fieldsOf(items, `${path}[]`) : [])];
}

test('every example of docs/program.md makes the fitness preset another program', () => {
  expect(examples.length).toBeGreaterThan(5);
  for (const example of examples) {
    expect(programSchema.parse({ ...sample, ...example })).toMatchObject(example);
  }
});

test('docs/program.md has every field, and no other; only objects of fields go without a row', () => {
  const rows = [...page.matchAll(/^\| `([^`]+)` +\|[^|]*\|[^|]*\|[^|]*\|$/gm)].map(
    ([, path]) => path,
  );
  const fields = fieldsOf(z.toJSONSchema(programSchema, { io: 'input' }) as Schema, '');
  const hasInner = (field: string) => fields.some((other) => other.startsWith(`${field}.`));
  expect(fields.filter((field) => !rows.includes(field) && !hasInner(field))).toEqual([]);
  expect(rows.filter((row) => !fields.includes(row ?? ''))).toEqual([]);
});

test('docs/program.md has a row for each rule of badges', () => {
  const kinds = Object.values(examples.find((each) => 'badges' in each)?.['badges'] ?? {}).map(
    (badge) => (badge as { rule: { kind: string } }).rule.kind,
  );
  expect(kinds.filter((kind) => !page.includes(`| \`${kind}\``))).toEqual([]);
  const known = z.toJSONSchema(programSchema, { io: 'input' });
  const all = [...JSON.stringify(known.properties?.['badges']).matchAll(/"const":"(\w+)"/g)];
  expect(kinds.sort()).toEqual(all.map(([, kind]) => kind).sort());
});

test('what is left out is what docs/program.md says', () => {
  const { cadence: _, recovery: __, planning: ___, reservedNames: ____, ...least } = sample;
  const { cadence, recovery, planning, reservedNames } = programSchema.parse(least);
  expect(examples[0]).toEqual({ cadence, recovery, planning, reservedNames });
});
