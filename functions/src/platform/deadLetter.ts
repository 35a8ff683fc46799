import { z } from 'zod';
import { classOf, codeOf } from './errorFacts';
import { instant } from './instant';

/** Work that was given up, for an operator to look at. It names ids, never content. */
export interface DeadLetter {
  /** The function that gave up; it also says how to replay the letter. */
  readonly operation: string;
  /** Names the work, so that giving up the same work twice makes one letter. */
  readonly key: string;
  /** What a replay needs: ids and instants. No address, token or name. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** A stable word such as `malformed-user`. */
  readonly reason: string;
  readonly attempts: number;
  /** Status codes or error names of the attempts, first and last at least. */
  readonly codes: readonly string[];
  readonly correlationId: string;
}

/** Hands work over to the dead letters. @throws when they could not be kept: do not acknowledge */
export type GiveUp = (letter: DeadLetter) => Promise<void>;

/** Id of the letter's document. A key may hold what a path may not. */
export function deadLetterId({ operation, key }: Pick<DeadLetter, 'operation' | 'key'>): string {
  return `${operation}.${encodeURIComponent(key)}`;
}

/** What errors are called in a dead letter: their codes where they have one, else their classes. */
export function codesOf(error: unknown): string[] {
  if (error instanceof AggregateError) return [...new Set(error.errors.flatMap(codesOf))];
  return [String(codeOf(error) ?? classOf(error))];
}

/** `deadLetters/{id}`. */
export const deadLetterDocument = z.object({
  operation: z.string(),
  payload: z.record(z.string(), z.unknown()),
  reason: z.string(),
  attempts: z.int().min(0),
  codes: z.array(z.string()),
  correlationId: z.string(),
  status: z.enum(['open', 'replayed']),
  failedAt: instant,
  /** When it was replayed with success. */
  replayedAt: z.exactOptional(instant),
  expireAt: instant,
});

export type StoredDeadLetter = z.output<typeof deadLetterDocument>;
