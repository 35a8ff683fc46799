import { z } from 'zod';
import { topics } from '../contracts/messages';
import type { OpenStore } from './bulkStore';
import { classOf, codeOf } from './errorFacts';
import type { StoredDocument } from './firestoreRpc';
import { log } from './log';
import { measure } from './metric';
import type { Publish } from './publish';
import { isConflict } from './statusCode';
import { instant } from './write';

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

/** For the log alone: where work was given up; what failed has been logged before. */
class GivenUp extends Error {}

/** Letters are kept for 90 days by the TTL policy on `expireAt`. */
const TTL_MS = 90 * 86_400_000;

/** How long an attempt to keep a letter may take. */
const TIME_LIMIT_MS = 30_000;

/** Gives work up: it becomes a dead letter. */
export function giveUpWith(ports: KeepPorts): GiveUp {
  return (letter) => keepDeadLetter(ports, letter);
}

/** What keeping a letter needs; `now` in milliseconds since the epoch. */
interface KeepPorts {
  readonly open: OpenStore;
  readonly now: () => number;
  readonly publish: Publish;
}

/**
 * Publishes a dead letter and keeps it in `deadLetters`. A letter that is open already is left as it
 * is and not published again, so whatever fails again and again makes one letter. Published first: a
 * crash in between makes a second message, never a letter that nobody was told of. A store that
 * refuses the letter has not kept it, unless it is found there: ABORTED, say, comes also for want of a lock.
 *
 * @throws when it could be neither published nor kept
 */
export async function keepDeadLetter(
  { open, now, publish }: KeepPorts,
  letter: DeadLetter,
): Promise<void> {
  const id = deadLetterId(letter);
  const path = `deadLetters/${id}`;
  const { operation, correlationId, payload, reason } = letter;
  const [userId, ...others] = usersIn(payload);
  const isOfOne = userId !== undefined && others.length === 0;
  const context = { operation, correlationId, ...(isOfOne && { userId }) };
  const store = open(context, now() + TIME_LIMIT_MS);
  const [known] = await store.get([path]);
  if (isOpen(known)) return;
  await publish(topics.deadLetters, { ...letter, id }, correlationId);
  const write = { path, data: documentOf(letter, now()) };
  try {
    await store.commit([{ ...write, precondition: known?.updateTime ?? 'absent' }]);
  } catch (error) {
    const mayBeKept = isConflict(error); // by another attempt at the same work
    if (!mayBeKept || !isOpen((await store.get([path]))[0])) throw error;
  }
  const counted = measure('dead_letter', 1, { operation, reason });
  log.error('given_up', context, new GivenUp(), { codes: letter.codes, ...counted });
}

function isOpen(letter: StoredDocument | undefined): boolean {
  return letter?.data['status'] === 'open';
}

function documentOf(letter: DeadLetter, now: number) {
  const { operation, payload, reason, attempts, codes, correlationId } = letter;
  return z.encode(deadLetterDocument, {
    operation,
    payload: { ...payload },
    uids: usersIn(payload),
    reason,
    attempts,
    codes: [...codes],
    correlationId,
    status: 'open',
    failedAt: now,
    expireAt: now + TTL_MS,
  });
}
