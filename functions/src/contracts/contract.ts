import { z } from 'zod';
import type { ErrorReason } from './errors';

/** What may be sent beside the fields of any request: an id that follows the call. */
export const envelope = z.strictObject({
  correlationId: z
    .string()
    .regex(/^[\w-]{8,64}$/, 'use 8 to 64 letters, digits, _ or -')
    .optional(),
});

/**
 * A request knows all of its fields, so that a slip in the name of one is told and not passed over.
 * The objects in it are strict as well, which a test sees to.
 */
export type StrictRequest = z.ZodObject<z.core.$ZodLooseShape, z.core.$strict>;

/** What a callable promises: docs/api.md is made from it and the edge checks requests by it. */
export interface Contract<
  Request extends StrictRequest = StrictRequest,
  Response extends z.ZodType = z.ZodType,
  Name extends string = string,
> {
  readonly name: Name;
  readonly summary: string;
  readonly request: Request;
  readonly response: Response;
  /** Reasons it may refuse with, besides those that every callable shares. */
  readonly reasons: readonly ErrorReason[];
}

/** Reasons that every callable may refuse with. */
export const commonReasons = [
  'sign-in-required',
  'app-check-required',
  'unsupported-user',
  'account-merged',
  'malformed-request',
  'too-many-calls',
  'too-much-contention',
  'temporarily-unavailable',
] as const satisfies readonly ErrorReason[];

/** Keeps the types of a contract's schemas, and its name: the client's methods follow from them. */
export function contract<
  Request extends StrictRequest,
  Response extends z.ZodType,
  Name extends string,
>(definition: Contract<Request, Response, Name>): Contract<Request, Response, Name> {
  return definition;
}
