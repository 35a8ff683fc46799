import { isDeepStrictEqual } from 'node:util';
import type { Firestore } from 'firebase-admin/firestore';
import type { Challenge } from '../../../functions/src/engine/challenges';
import { program } from '../../../functions/src/program';
import { daysLater } from '../../../test/reference/calendar';
import type { World } from '../world';

const HOUR_MS = 3_600_000;

/** Where a date begins first, and where last, as seen from UTC. */
const [FIRST_ZONE, LAST_ZONE] = [14, -12];

/** So long an activity may be late. */
const LATE_MS = 48 * HOUR_MS;

/** How far a clock is off at most. */
const SKEW_MS = 30_000;

/**
 * Every challenge has been opened, those that follow another when that has begun somewhere; and was closed when
 * nothing could count in it any more, with the numbers of those who took part and who did all.
 */
export async function challengesEnd({ history }: World, db: Firestore): Promise<string[]> {
  const wrong: string[] = [];
  const { docs } = await db.collection('challenges').get();
  for (const { id } of docs) if (!history.challenges.has(id)) wrong.push(`nobody wanted ${id}`);
  let before: Challenge | undefined;
  for (const [id, challenge] of history.challenges) {
    const compare = (what: string, is: unknown, should: unknown) => {
      if (isDeepStrictEqual(is, should)) return;
      wrong.push(`${id}: ${what} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
    };
    const stored = docs.find((doc) => doc.id === id);
    const parts = (await db.collection(`challenges/${id}/participants`).get()).docs;
    const completed = parts.filter((part) => part.get('completedOn') !== null).length;
    compare('the title', stored?.get('title'), challenge.title);
    compare('the window', windowIn(stored?.get('window')), challenge.window);
    compare('the state', stored?.get('state'), 'closed');
    compare('the totals', stored?.get('totals'), { completed, participants: parts.length });
    const opened = history.opened.get(id) ?? 0;
    const closed = history.closed.get(id) ?? 0;
    if (id.includes('.') && before && opened < beginOf(before) - SKEW_MS) {
      wrong.push(`${id} came before the one before it had begun`);
    }
    if (closed < endOf(challenge) + LATE_MS - SKEW_MS) wrong.push(`${id} was closed too early`);
    before = challenge;
  }
  return wrong;
}

/** When the window begins for the first to see it. */
function beginOf({ window }: Challenge): number {
  if (window.kind === 'instants') return window.from;
  return Date.parse(window.first) + (program.dayStartHour - FIRST_ZONE) * HOUR_MS;
}

/** When the window is over for the last to see it. */
function endOf({ window }: Challenge): number {
  if (window.kind === 'instants') return window.to;
  return Date.parse(daysLater(window.last, 1)) + (program.dayStartHour - LAST_ZONE) * HOUR_MS;
}

/** Instants are stored as timestamps. */
function windowIn(stored: unknown): unknown {
  const { from, to, ...others } = (stored ?? {}) as Record<string, { toMillis?: () => number }>;
  if (!from?.toMillis || !to?.toMillis) return stored;
  return { ...others, from: from.toMillis(), to: to.toMillis() };
}
