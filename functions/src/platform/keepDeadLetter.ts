import { z } from 'zod';
import type { OpenStore } from './directStore';
import { log } from './log';
import { metric } from './metric';
import { isConflict } from './statusCode';
import { type DeadLetter, deadLetterDocument, deadLetterId, usersIn } from './deadLetter';
import type { StoredDocument } from './firestoreRpc';

/** For the log alone: where work was given up; what failed has been logged before. */
class GivenUp extends Error {}

/** Letters are kept for 90 days by the TTL policy on `expireAt`. */
const TTL_MS = 90 * 86_400_000;

/** How long an attempt to keep a letter may take. */
const TIME_LIMIT_MS = 30_000;

/** What keeping a letter needs from outside. */
export interface KeepDeps {
  readonly open: OpenStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Publishes to the topic of dead letters. */
  readonly announce: (letter: DeadLetter & { readonly id: string }) => Promise<void>;
}

/**
 * Publishes a dead letter and keeps it in `deadLetters`. A letter that is open already is left as it
 * is and not published again, so whatever fails again and again makes one letter. Published first: a
 * crash in between makes a second message, never a letter that nobody was told of. A store that
 * refuses the letter has not kept it, unless it is found there: ABORTED, say, comes also for want of a lock.
 *
 * @throws when it could be neither published nor kept
 */
export async function keepDeadLetter(deps: KeepDeps, letter: DeadLetter): Promise<void> {
  const id = deadLetterId(letter);
  const path = `deadLetters/${id}`;
  const { operation, correlationId, reason } = letter;
  const context = { operation, correlationId };
  const store = deps.open(context, deps.now() + TIME_LIMIT_MS);
  const [known] = await store.get([path]);
  if (isOpen(known)) return;
  await deps.announce({ ...letter, id });
  const write = { path, data: documentOf(letter, deps.now()) };
  try {
    await store.commit([{ ...write, precondition: known?.updateTime ?? 'absent' }]);
  } catch (error) {
    const mayBeKept = isConflict(error); // by another attempt at the same work
    if (!mayBeKept || !isOpen((await store.get([path]))[0])) throw error;
  }
  log.error('given_up', context, new GivenUp(), { reason, codes: letter.codes });
  metric('dead_letter', 1, context, { operation, reason });
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
