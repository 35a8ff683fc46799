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

/**
 * The users whom a letter's payload names, wherever in it: in a field called `uid`, or in the path of a
 * document of theirs, such as the place in a query that a message goes on after.
 */
export function usersIn(payload: unknown): string[] {
  return [...new Set(namesIn(payload))].sort();
}

function namesIn(value: unknown, field?: string): string[] {
  if (typeof value === 'string') {
    const ofPath = /(?:^|\/)users\/([^/]+)/.exec(value)?.[1];
    return field === 'uid' ? [value] : ofPath === undefined ? [] : [ofPath];
  }
  if (Array.isArray(value)) return value.flatMap((each) => namesIn(each, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => namesIn(each, name));
}

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
  /** As {@link usersIn} has them: what a user asks to see or to have deleted is found by it. */
  uids: z.exactOptional(z.array(z.string())), // letters of earlier versions have none
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
