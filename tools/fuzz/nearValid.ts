import fc from 'fast-check';
import type { z } from 'zod';
import { CANARY } from './canary';
import { extremeNumbers, extremeTexts } from './extremes';
import { oddValue } from './oddValues';

export type Schema = z.core.JSONSchema.BaseSchema;

/** How the values of fields are drawn. */
interface Draw {
  /** Milliseconds since the epoch, which instants are near. */
  readonly now: number;
  /** Whether texts and numbers come from the ends of what their form allows, and beyond. */
  readonly isExtreme: boolean;
  /** Which optional fields are there. */
  readonly optional: 'all' | 'some' | 'none';
}

const DAY_MS = 86_400_000;

/**
 * Requests by a schema: valid ones, ones with something wrong in them somewhere, and ones of the right
 * form whose values are extreme.
 */
export function nearValid(schema: Schema, now: number): fc.Arbitrary<unknown> {
  const valid = validBy(schema, { now, isExtreme: false, optional: 'some' });
  const extreme = validBy(schema, { now, isExtreme: true, optional: 'some' });
  return fc.oneof(
    valid,
    extreme,
    extreme,
    fc.tuple(valid, oddValue, fc.nat(), fc.nat(5)).map(spoilt),
    fc.tuple(extreme, oddValue, fc.nat(), fc.nat(5)).map(spoilt),
  );
}

/** A valid request with all its fields. */
export function complete(schema: Schema, now: number, seed: number): unknown {
  return oneOf(schema, { now, isExtreme: false, optional: 'all' }, seed);
}

/** A valid request with no more fields than it must have. */
export function necessary(schema: Schema, now: number, seed: number): unknown {
  return oneOf(schema, { now, isExtreme: false, optional: 'none' }, seed);
}

function oneOf(schema: Schema, draw: Draw, seed: number): unknown {
  return fc.sample(validBy(schema, draw), { numRuns: 1, seed })[0];
}

/** Values at the ends of what the form of a text or number allows, and beyond. */
export function extremesOf(schema: Schema): unknown[] {
  const { type, minimum = 0, maximum = 0 } = schema;
  if (type === 'integer' || type === 'number') {
    return [minimum, minimum - 1, maximum, maximum + 1, ...extremeNumbers];
  }
  if (type !== 'string' || schema.enum) return [];
  const inForm = textsInForm(schema);
  return inForm.length > 0 ? inForm : [...extremeTexts];
}

/** The request with one field replaced, left out or added; how is up to the numbers. */
function spoilt([request, odd, place, how]: [unknown, unknown, number, number]): unknown {
  if (typeof request !== 'object' || request === null || how === 0) return odd;
  const fields: (readonly [string, unknown])[] = Object.entries(request);
  const at = place % Math.max(1, fields.length);
  const [name, inner] = fields[at] ?? [CANARY, undefined];
  if (how === 1) return Object.fromEntries(fields.filter(([other]) => other !== name));
  if (how === 2) return { ...request, [CANARY]: odd };
  if (how === 3 && typeof inner === 'object')
    return { ...request, [name]: spoilt([inner, odd, place, 2 + (place % 3)]) };
  return { ...request, [name]: odd };
}

function validBy(schema: Schema, draw: Draw): fc.Arbitrary<unknown> {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map((option) => validBy(asSchema(option), draw)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  switch (schema.type) {
    case 'object':
      return objectBy(schema, draw);
    case 'array':
      return fc.array(validBy(asSchema(schema.items), draw), {
        minLength: Math.max(schema.minItems ?? 0, draw.optional === 'all' ? 1 : 0),
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      });
    case 'integer':
    case 'number':
      return numberBy(schema, draw);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textBy(schema, draw);
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function objectBy(schema: Schema, draw: Draw): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    validBy(asSchema(property), draw),
  ]);
  const record = Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>;
  const { required: requiredKeys = [] } = schema;
  if (draw.optional === 'all') return fc.record(record);
  if (draw.optional === 'some') return fc.record(record, { requiredKeys });
  return fc.record(
    Object.fromEntries(Object.entries(record).filter(([name]) => requiredKeys.includes(name))),
  );
}

function numberBy(schema: Schema, { isExtreme }: Draw): fc.Arbitrary<number> {
  const { minimum = -1_000, maximum = 1_000 } = schema;
  const min = Math.max(minimum, -1e9);
  const max = Math.max(min, Math.min(maximum, 1e9));
  const within = fc.integer({ min, max });
  const beyond = [minimum, minimum - 1, maximum, maximum + 1, ...extremeNumbers];
  return isExtreme ? fc.oneof(within, fc.constantFrom(...beyond)) : within;
}

function textBy(schema: Schema, { now, isExtreme }: Draw): fc.Arbitrary<string> {
  const usual = usualText(schema, now);
  if (!isExtreme) return usual;
  const inForm = textsInForm(schema);
  const extreme = fc.constantFrom(...extremeTexts);
  if (inForm.length === 0) return fc.oneof(usual, extreme);
  return fc.oneof(usual, extreme, fc.constantFrom(...inForm), fc.constantFrom(...inForm));
}

function usualText({ format, pattern, maxLength = 40 }: Schema, now: number): fc.Arbitrary<string> {
  const around = fc.integer({ min: now - 3 * DAY_MS, max: now + DAY_MS });
  if (format === 'date-time') return around.map((instant) => new Date(instant).toISOString());
  if (format === 'date') return around.map((at) => new Date(at).toISOString().slice(0, 10));
  const known = fc.constantFrom('quiz_easy_passed', 'Europe/Berlin', 'ada', 'maintainShard.ada');
  const any = fc.string({ maxLength: Math.min(maxLength, 60) });
  return pattern === undefined ? fc.oneof(known, any) : matching(pattern);
}

/** Texts of a pattern, or any where the generator cannot follow it. */
function matching(pattern: string): fc.Arbitrary<string> {
  try {
    const followed = pattern.replace(/\(\?![^)]*\)/g, ''); // it looks at nothing ahead
    return fc.stringMatching(new RegExp(followed), { size: '-1' });
  } catch {
    return fc.string();
  }
}

function textsInForm({ format, pattern }: Schema): string[] {
  const form = format === 'date-time' ? /^[\d+-]+T/ : formOf(pattern);
  return form ? extremeTexts.filter((text) => form.test(text)) : [];
}

/** What of the extremes has the form that a pattern of days or months asks for, with any year. */
function formOf(pattern: string | undefined): RegExp | undefined {
  if (pattern === undefined) return undefined;
  const forms = [/^.{4,7}-\d\d-\d\d$/, /^.{4,7}-\d\d$/];
  const examples = ['2026-03-01', '2026-03'];
  return forms.find((_, index) => new RegExp(pattern).test(examples[index] ?? ''));
}

export function asSchema(schema: unknown): Schema {
  return (typeof schema === 'object' ? schema : {}) as Schema;
}
