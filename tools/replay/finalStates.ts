import type { Firestore } from 'firebase-admin/firestore';
import { readMonth } from '../../functions/src/documents/user';
import type { Day } from '../../functions/src/engine/days';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import type { Program } from '../../functions/src/engine/program';
import { inParallel } from '../../functions/src/platform/concurrency';
import { createApp } from '../../functions/src/app';
import { userPath } from '../../functions/src/contracts/ids';
import { noneDeclared, noStream, simulatedPorts } from '../ports';

/** What `--out` writes of a user. Of the events those that still stand. */
export interface FinalState {
  readonly activeDays: number;
  readonly activities: number;
  readonly current: number;
  readonly events: {
    readonly freeze_applied: number;
    readonly milestone: number;
    readonly streak_broken: number;
    readonly weekly_bonus: number;
  };
  readonly freezes: number;
  readonly frozenDays: number;
  readonly lastActiveDay: string | null;
  readonly level: number;
  readonly longest: number;
  readonly xp: number;
}

/** How many users are read at once. */
const LANES = 16;

/** Every user's streak at an instant (milliseconds since the epoch), and the events that stand then. */
export async function finalStates(
  db: Firestore,
  program: Program,
  until: number,
): Promise<Map<string, FinalState>> {
  const users = await db.collection('users').select().get();
  const states = new Map<string, FinalState>();
  const app = createApp(simulatedPorts({ db, program, now: () => until }), noneDeclared);
  await inParallel(users.docs, LANES, async ({ id }) => {
    const caller = { uid: id, correlationId: 'replay' };
    const streak = await app.getStreak(caller, {}, noStream);
    const count = await standingEvents(db, id);
    states.set(id, {
      activeDays: streak.activeDays,
      activities: streak.activities,
      current: streak.current,
      events: {
        freeze_applied: count('freeze_applied'),
        milestone: count('milestone'),
        streak_broken: count('streak_broken'),
        weekly_bonus: count('weekly_bonus_earned'),
      },
      freezes: streak.freezes,
      frozenDays: streak.frozenDays,
      lastActiveDay: streak.lastActiveDay,
      level: streak.level,
      longest: streak.longest,
      xp: streak.xp,
    });
  });
  return states;
}

/**
 * Counts the events of a user, by their kinds, that still stand. What was told and then taken back is not
 * among them: of a day that had ended, until its user came west to a zone where it goes on.
 */
async function standingEvents(db: Firestore, uid: string): Promise<(kind: string) => number> {
  const { docs } = await db
    .collection(`${userPath(uid)}/events`)
    .select('kind', 'day')
    .get();
  const months = await db.collection(`${userPath(uid)}/months`).get();
  const days = months.docs.flatMap((month) => Object.entries(readMonth(month.data())));
  const ledger = new Map(days.sort(([a], [b]) => (a < b ? -1 : 1)));
  const standing = docs.flatMap((event) => {
    const [kind, day] = [String(event.get('kind')), String(event.get('day'))];
    const verdict = ledger.get(day)?.verdict;
    if (kind === 'freeze_applied' && verdict !== 'frozen') return [];
    if (kind === 'streak_broken' && verdict !== 'broken') return [];
    if (kind !== 'milestone') return [`${kind} ${day}`];
    const [, length, first = ''] = event.id.split('.');
    const runStart = runThatReached(ledger, first, Number(length));
    return runStart === undefined ? [] : [`${kind} ${length} ${runStart}`];
  });
  const once = [...new Set(standing)];
  return (kind) => once.filter((event) => event.startsWith(`${kind} `)).length;
}

/**
 * The first day of the run that a day belongs to, if that has come to some length. A milestone may have been
 * told before it was known that its run began earlier.
 */
function runThatReached(
  ledger: ReadonlyMap<Day, LedgerDay>,
  day: Day,
  length: number,
): Day | undefined {
  const days = [...ledger];
  const begin = days.findLastIndex(([each, { current, verdict }]) => {
    return each <= day && verdict === 'active' && current === 1;
  });
  const since = days.slice(Math.max(begin, 0));
  const end = since.findIndex(([, { verdict }]) => verdict === 'broken');
  const run = end === -1 ? since : since.slice(0, end);
  const isOver = end !== -1 && (since[end]?.[0] ?? '') <= day;
  const hasReached = run.some(([, { current }]) => current === length);
  return begin !== -1 && !isOver && hasReached ? since[0]?.[0] : undefined;
}
