import type { Firestore } from 'firebase-admin/firestore';
import type { Program } from '../../functions/src/shared/programSchema';
import { inParallel } from '../../functions/src/shared/inParallel';
import { noOutages } from '../../functions/src/outages/outage';
import { getStreak } from '../../functions/src/streaks/getStreak';
import { userPath } from '../../functions/src/streaks/userPath';

/** What `--out` writes of a user. */
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

/** Every user's streak at an instant (milliseconds since the epoch), and the events they were sent. */
export async function finalStates(
  db: Firestore,
  program: Program,
  until: number,
): Promise<Map<string, FinalState>> {
  const users = await db.collection('users').select().get();
  const states = new Map<string, FinalState>();
  await inParallel(users.docs, LANES, async ({ id }) => {
    const caller = { uid: id, correlationId: 'replay' };
    const streak = await getStreak({ db, program, now: () => until, outages: noOutages }, caller);
    const events = await db
      .collection(`${userPath(id)}/events`)
      .select('kind')
      .get();
    const count = (kind: string) =>
      events.docs.filter((event) => event.get('kind') === kind).length;
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
