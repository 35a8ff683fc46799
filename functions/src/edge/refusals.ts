import { z } from 'zod';
import { type ErrorReason, FirestreakError, isRefusal } from '../contracts/errors';
import type { Refusal } from '../engine/refusal';
import { CircuitOpenError } from '../platform/circuitOpenError';
import { isContention, isTransient } from '../platform/statusCode';

/** Limits on what a refusal lists: a request may be wrong in thousands of places. */
const MOST_ISSUES = 10;
const MOST_CHARACTERS = 1_000;

/**
 * A value as its schema has it.
 *
 * @throws FirestreakError `malformed-request`, naming fields and never what was in them
 */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const text = z.prettifyError(new z.ZodError(error.issues.slice(0, MOST_ISSUES)));
  const isLong = text.length > MOST_CHARACTERS;
  const told = isLong ? `${text.slice(0, MOST_CHARACTERS).toWellFormed()}…` : text;
  throw new FirestreakError('malformed-request', told);
}

/** What was thrown, as a refusal that says what to do; undefined where nobody foresaw it. */
export function asRefusal(thrown: unknown): Refusal<ErrorReason> | undefined {
  if (isRefusal(thrown)) return thrown;
  if (isContention(thrown)) {
    const advice = 'Too many changes to this user at once. Send the request again.';
    return new FirestreakError('too-much-contention', advice);
  }
  if (isTransient(thrown)) {
    const advice = 'The store did not answer in time. Send the request again.';
    return new FirestreakError('temporarily-unavailable', advice);
  }
  if (thrown instanceof CircuitOpenError) {
    const advice = 'A service that this needs is down. Send the request again.';
    return new FirestreakError('temporarily-unavailable', advice);
  }
  return undefined;
}
