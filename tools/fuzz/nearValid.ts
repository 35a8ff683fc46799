import fc from 'fast-check';
import type { z } from 'zod';
import { oddValue } from './oddValues';

type Schema = z.core.JSONSchema.BaseSchema;

const DAY_MS = 86_400_000;

/** Requests by a schema, of which about a half have something wrong in them somewhere. */
export function nearValid(schema: Schema, now: number): fc.Arbitrary<unknown> {
  const valid = validBy(schema, now);
  return fc.oneof(valid, fc.tuple(valid, oddValue, fc.nat(), fc.nat(5)).map(spoilt));
}

/** The request with one field replaced, left out or added; how is up to the numbers. */
function spoilt([request, odd, place, how]: [unknown, unknown, number, number]): unknown {
  if (typeof request !== 'object' || request === null || how === 0) return odd;
  const fields: (readonly [string, unknown])[] = Object.entries(request);
  const at = place % Math.max(1, fields.length);
  const [name, inner] = fields[at] ?? ['zzcanary', undefined];
  if (how === 1) return Object.fromEntries(fields.filter(([other]) => other !== name));
  if (how === 2) return { ...request, zzcanary: odd };
  if (how === 3 && typeof inner === 'object')
    return { ...request, [name]: spoilt([inner, odd, place, 4]) };
  return { ...request, [name]: odd };
}

function validBy(schema: Schema, now: number): fc.Arbitrary<unknown> {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map((option) => validBy(asSchema(option), now)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  switch (schema.type) {
    case 'object':
      return objectBy(schema, now);
    case 'array':
      return fc.array(validBy(asSchema(schema.items), now), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      });
    case 'integer':
    case 'number': {
      const min = Math.max(schema.minimum ?? -1_000, -1e9);
      return fc.integer({ min, max: Math.max(min, Math.min(schema.maximum ?? 1_000, 1e9)) });
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textBy(schema, now);
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function objectBy(schema: Schema, now: number): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    validBy(asSchema(property), now),
  ]);
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: schema.required ?? [],
  });
}

function textBy({ format, pattern, maxLength = 40 }: Schema, now: number): fc.Arbitrary<string> {
  const around = fc.integer({ min: now - 3 * DAY_MS, max: now + DAY_MS });
  if (format === 'date-time') return around.map((instant) => new Date(instant).toISOString());
  if (format === 'date') return around.map((at) => new Date(at).toISOString().slice(0, 10));
  const known = fc.constantFrom('quiz_easy_passed', 'Europe/Berlin', 'ada', 'maintainShard.ada');
  const any = fc.string({ maxLength: Math.min(maxLength, 60) });
  return pattern === undefined ? fc.oneof(known, any) : fc.oneof(known, any, matching(pattern));
}

/** Texts of a pattern, or any where the generator cannot follow it. */
function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern), { size: '-1' });
  } catch {
    return fc.string();
  }
}

function asSchema(schema: unknown): Schema {
  return (typeof schema === 'object' ? schema : {}) as Schema;
}
