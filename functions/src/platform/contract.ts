import type { z } from 'zod';
import type { ErrorReason } from '../shared/errors';

/** What a callable promises: docs/api.md is made from it and the edge checks requests by it. */
export interface Contract<
  Request extends z.ZodType = z.ZodType,
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
  'malformed-request',
  'too-many-calls',
  'too-much-contention',
  'temporarily-unavailable',
] as const satisfies readonly ErrorReason[];

/** Keeps the types of a contract's schemas, and its name: the client's methods follow from them. */
export function contract<
  Request extends z.ZodType,
  Response extends z.ZodType,
  Name extends string,
>(definition: Contract<Request, Response, Name>): Contract<Request, Response, Name> {
  return definition;
}
