import { FirestreakError } from '../../contracts/errors';
import type {
  ExplainStreakRequest,
  ExplainStreakResponse,
  GetStreakRequest,
  GetStreakResponse,
} from '../../contracts/streaks';
import type { AboutView } from '../../contracts/views';
import { loadLedger, loadStreak, type StreakDeps } from '../../documents/load';
import { addDays, daysBetween, earlierDay } from '../../engine/days';
import { explainDays } from '../../engine/explain';
import type { Program } from '../../engine/program';
import { settle } from '../../engine/settle';
import { knownStreak } from '../../engine/streakState';
import { viewStreak } from '../../engine/streakView';
import type { Caller } from '../../platform/request';

/** What is deployed: features, the callables of all of them, and whether clients may log. */
export type Deployment = Pick<AboutView, 'features' | 'callables' | 'clientLogging'>;

/**
 * The caller's streak now, and what the app is about if they ask. One read; nothing is written.
 *
 * @throws FirestreakError `time-zone-unset`
 */
export async function getStreak(
  { db, program, now, outages, deployment }: StreakDeps & { readonly deployment: () => Deployment },
  { uid }: Caller,
  { about = false }: GetStreakRequest,
): Promise<GetStreakResponse> {
  const at = now();
  const streak = knownStreak(await loadStreak(db, uid));
  const view = viewStreak(settle(streak, at, program, outages), at, program);
  return about ? { ...view, about: aboutApp(program, deployment()) } : view;
}

function aboutApp(program: Program, deployment: Deployment): AboutView {
  const { version, activities, maxQuantity, levels, milestones, badges, planning } = program;
  return {
    programVersion: version,
    activities: Object.entries(activities).map(([type, activity]) => ({
      ...{ type, maxPerDay: null },
      ...activity,
    })),
    maxQuantity,
    tiers: levels.tiers.map(({ name, fromXp }) => ({ name, fromXp })),
    milestones: [...milestones],
    badges: Object.entries(badges).map(([id, { name }]) => ({ id, name })),
    ...planning,
    ...deployment,
  };
}

const DEFAULT_DAYS = 14;
const MAX_DAYS = 92;

/**
 * Why each day of a range was judged as it was. Days that have ended but are not judged yet are
 * judged for the answer; nothing is written.
 *
 * @throws FirestreakError for what the contract names
 */
export async function explainStreak(
  { db, program, now, outages }: StreakDeps,
  { uid }: Caller,
  request: ExplainStreakRequest,
): Promise<ExplainStreakResponse> {
  const settled = settle(knownStreak(await loadStreak(db, uid)), now(), program, outages);
  const to = earlierDay(request.to ?? settled.open.last, settled.open.last);
  const from = request.from ?? addDays(to, 1 - DEFAULT_DAYS);
  if (from > to || daysBetween(from, to) >= MAX_DAYS) {
    const message = `The range must be 1 to ${MAX_DAYS} days and may not start after today.`;
    throw new FirestreakError('malformed-request', message);
  }
  const ledger = await loadLedger(db, uid, from, to);
  const recorded = new Map([...ledger, ...Object.entries(settled.changedDays)]);
  return {
    programVersion: program.version,
    dayStartHour: program.dayStartHour,
    days: explainDays(from, to, recorded, settled, { program, outages }),
  };
}
