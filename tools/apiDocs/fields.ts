import type { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** A field of a request or response, nested ones with their path. */
export interface Field {
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly meaning: string;
}

/** The fields of an object schema, in order, each followed by the fields in it. */
export function fieldsOf(schema: Schema, prefix = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    if (typeof property === 'boolean') return [];
    const { inner, isNullable } = withoutNull(property);
    const path = prefix + name;
    const field: Field = {
      path,
      type: typeName(inner) + (isNullable ? ' or null' : ''),
      isRequired: schema.required?.includes(name) ?? false,
      meaning: meaningOf(property, inner),
    };
    const items = itemsOf(inner);
    const nested = items ? fieldsOf(items, `${path}[].`) : fieldsOf(inner, `${path}.`);
    return [field, ...nested];
  });
}

function withoutNull(schema: Schema): { inner: Schema; isNullable: boolean } {
  const options = schema.anyOf?.filter((option): option is Schema => typeof option === 'object');
  const inner = options?.find(({ type }) => type !== 'null');
  return inner ? { inner, isNullable: true } : { inner: schema, isNullable: false };
}

function itemsOf({ items }: Schema): Schema | undefined {
  return typeof items === 'object' && !Array.isArray(items) ? items : undefined;
}

function typeName(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.format === 'date') return 'day';
  if (schema.format === 'date-time') return 'instant';
  if (schema.format === 'month') return 'month';
  if (schema.format === 'period') return 'week or month';
  const items = itemsOf(schema);
  return items ? `list of ${typeName(items)}` : String(schema.type ?? 'any');
}

function meaningOf(outer: Schema, inner: Schema): string {
  const described = outer.description ?? inner.description ?? '';
  return outer.default === undefined
    ? described
    : `${described} Default: ${JSON.stringify(outer.default)}.`;
}
