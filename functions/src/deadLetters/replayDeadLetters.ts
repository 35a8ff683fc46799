import type { Firestore } from 'firebase-admin/firestore';
import { codesOf } from '../platform/deadLetter';
import { log } from '../platform/log';
import type { ReplayDeadLettersRequest, ReplayDeadLettersResponse } from './contract';
import { loadLetter, markReplayed } from './store';

/**
 * Does the work of a letter again. Work is idempotent, so a crash before the letter is marked, and
 * two operators at once, do no harm.
 *
 * @throws when it failed again
 */
export type Replay = (
  payload: Readonly<Record<string, unknown>>,
  correlationId: string,
) => Promise<void>;

/** What replaying needs from outside. */
export interface ReplayDeps {
  readonly db: Firestore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How the work of each operation is done again. */
  readonly replays: Readonly<Record<string, Replay>>;
}

type Result = ReplayDeadLettersResponse['results'][number];

/** Replays letters one after the other; one that fails does not keep the others from their turn. */
export async function replayDeadLetters(
  deps: ReplayDeps,
  { ids }: ReplayDeadLettersRequest,
): Promise<ReplayDeadLettersResponse> {
  const results: Result[] = [];
  for (const id of new Set(ids)) results.push(await replayOne(deps, id));
  return { results };
}

async function replayOne(deps: ReplayDeps, id: string): Promise<Result> {
  const letter = await loadLetter(deps.db, id);
  if (!letter) return { id, outcome: 'unknown', codes: [] };
  if (letter.status === 'replayed') return { id, outcome: 'already-replayed', codes: [] };
  const replay = deps.replays[letter.operation];
  if (!replay || letter.reason === 'malformed-message') {
    return { id, outcome: 'not-replayable', codes: [] };
  }
  try {
    await replay(letter.payload, letter.correlationId);
  } catch (error) {
    const context = { operation: 'replayDeadLetters', correlationId: letter.correlationId };
    log.error('replay_failed', context, error);
    return { id, outcome: 'failed', codes: codesOf(error) };
  }
  await markReplayed(deps.db, id, deps.now());
  return { id, outcome: 'replayed', codes: [] };
}
