import { type DocumentSnapshot, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { FirestreakError } from '../../contracts/errors';
import type {
  LetterView,
  ListDeadLettersRequest,
  ListDeadLettersResponse,
  ReplayDeadLettersRequest,
  ReplayDeadLettersResponse,
} from '../../contracts/operators';
import type { OpenStore } from '../../platform/bulkStore';
import { codesOf, deadLetterDocument, type StoredDeadLetter } from '../../platform/deadLetter';
import type { StructuredQuery } from '../../platform/firestoreRpc';
import { log, type LogContext } from '../../platform/log';
import { isNotFound } from '../../platform/statusCode';
import { toValue } from '../../platform/values';
import { known } from '../../contracts/shapes';

/** A letter with its id. */
export interface KeptLetter extends StoredDeadLetter {
  readonly id: string;
}

/**
 * Letters of a status, latest first, after the letter of an id if one is given.
 *
 * @returns undefined where there is no such letter any more
 */
async function loadLetters(
  db: Firestore,
  status: StoredDeadLetter['status'],
  limit: number,
  after: string | undefined,
): Promise<KeptLetter[] | undefined> {
  const letters = db
    .collection('deadLetters')
    .where('status', '==', status)
    .orderBy('failedAt', 'desc')
    .limit(limit);
  const last = after === undefined ? undefined : await letterRef(db, after).get();
  if (last && !isPlaced(last)) return undefined;
  const page = await (last ? letters.startAfter(last) : letters).get();
  return page.docs.map((doc) => ({
    id: doc.id,
    ...deadLetterDocument.parse(known('deadLetters', doc.data())),
  }));
}

/** How long counting may take. */
const COUNTING_LIMIT_MS = 30_000;

/** How many letters are open: those that name a user whose streak differs from the ledger, and all others. */
export async function countOpenLetters(
  { open, now }: { readonly open: OpenStore; readonly now: () => number },
  context: LogContext,
): Promise<{ readonly drift: number; readonly work: number }> {
  const store = open(context, now() + COUNTING_LIMIT_MS);
  const [all, drift] = await Promise.all([
    store.count(lettersWith({ status: 'open' })),
    store.count(lettersWith({ status: 'open', operation: 'auditStreaks' })),
  ]);
  return { drift, work: all - drift };
}

function lettersWith(fields: Readonly<Record<string, string>>): StructuredQuery {
  const filters = Object.entries(fields).map(([fieldPath, value]) => ({
    fieldFilter: { field: { fieldPath }, op: 'EQUAL' as const, value: toValue(value) },
  }));
  return {
    from: [{ collectionId: 'deadLetters' }],
    where: { compositeFilter: { op: 'AND', filters } },
  };
}

/** Whether letters can be ordered before and after a document, which may be none. */
function isPlaced(letter: DocumentSnapshot): boolean {
  return letter.get('failedAt') instanceof Timestamp;
}

/** The letter of an id, or undefined where there is none. */
async function loadLetter(db: Firestore, id: string): Promise<KeptLetter | undefined> {
  const letter = await letterRef(db, id).get();
  return letter.exists
    ? { id, ...deadLetterDocument.parse(known('deadLetters', letter.data())) }
    : undefined;
}

/**
 * Notes that a letter's work has been done; nothing where that was to delete the letter as well.
 *
 * @param at milliseconds since the epoch
 */
export async function markReplayed(db: Firestore, id: string, at: number): Promise<void> {
  await letterRef(db, id)
    .update({ status: 'replayed', replayedAt: Timestamp.fromMillis(at) })
    .catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
}

function letterRef(db: Firestore, id: string) {
  return db.collection('deadLetters').doc(id);
}

/** A page of the dead letters of a status. @throws FirestreakError `malformed-request` */
export async function listDeadLetters(
  { db }: { readonly db: Firestore },
  { status, limit, after }: ListDeadLettersRequest,
): Promise<ListDeadLettersResponse> {
  const letters = await loadLetters(db, status, limit, after);
  if (!letters) {
    const advice = '`after`: there is no such letter (any more). Begin again without it.';
    throw new FirestreakError('malformed-request', advice);
  }
  const last = letters.length === limit ? letters.at(-1) : undefined;
  return { letters: letters.map(view), next: last?.id ?? null };
}

function view({ replayedAt, uids: _uids, expireAt: _expiry, ...letter }: KeptLetter): LetterView {
  return {
    ...letter,
    failedAt: new Date(letter.failedAt).toISOString(),
    replayedAt: replayedAt === undefined ? null : new Date(replayedAt).toISOString(),
  };
}

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
  { ids = [], endpoint }: ReplayDeadLettersRequest,
): Promise<ReplayDeadLettersResponse> {
  const found = endpoint === undefined ? [] : await lettersOfEndpoint(deps.db, endpoint);
  const results: Result[] = [];
  for (const id of new Set([...ids, ...found])) results.push(await replayOne(deps, id));
  const isLast = found.length < OF_ENDPOINT || results.some(({ outcome }) => outcome === 'failed');
  return { results, more: !isLast };
}

/** As many letters of an endpoint are replayed at a time: each is a few round trips. */
const OF_ENDPOINT = 100;

/** Ids of open letters of webhooks of an endpoint: those of one user in the order of their events. */
async function lettersOfEndpoint(db: Firestore, endpoint: string): Promise<string[]> {
  const { docs } = await db
    .collection('deadLetters')
    .where('status', '==', 'open')
    .where('payload.endpoint', '==', endpoint)
    .limit(OF_ENDPOINT)
    .select()
    .get();
  return docs.map(({ id }) => id);
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
