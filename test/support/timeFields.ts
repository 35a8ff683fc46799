import { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** How a field says a time. The last two are of our own; see `contracts/timeRange.ts`. */
const formats = ['date', 'date-time', 'month', 'period'] as const;

export type TimeFormat = (typeof formats)[number];

/** A field of a request that says a time: `window.first`, say. */
export interface TimeField {
  readonly path: string;
  readonly format: TimeFormat;
}

/** One of the shapes that a request can have, where a part of it is one of several. */
export interface Shape {
  readonly times: readonly TimeField[];
  /** By path, what makes it this shape: `window.kind` is `days`. */
  readonly given: Readonly<Record<string, unknown>>;
}

const empty: Shape = { times: [], given: {} };

/** Every shape of a schema's requests with the fields in it that say a time. */
export function timeShapes(request: z.ZodType): Shape[] {
  return shapesOf(z.toJSONSchema(request, { io: 'input' }), '');
}

function shapesOf(schema: Schema, path: string): Shape[] {
  const options = (schema.anyOf ?? schema.oneOf)?.map(asSchema);
  if (options) {
    const told = options.filter(({ type }) => type !== 'null');
    return told.flatMap((option) => shapesOf(option, path));
  }
  if (schema.const !== undefined) return [{ times: [], given: { [path]: schema.const } }];
  const format = formats.find((known) => known === schema.format);
  if (format) return [{ times: [{ path, format }], given: {} }];
  if (schema.type === 'array') return shapesOf(asSchema(schema.items), `${path}.0`);
  return Object.entries(schema.properties ?? {}).reduce<Shape[]>(
    (before, [name, property]) => {
      const inner = shapesOf(asSchema(property), path === '' ? name : `${path}.${name}`);
      return before.flatMap((one) =>
        inner.map(({ times, given }) => ({
          times: [...one.times, ...times],
          given: { ...one.given, ...given },
        })),
      );
    },
    [empty],
  );
}

function asSchema(schema: unknown): Schema {
  return (typeof schema === 'object' ? schema : {}) as Schema;
}
