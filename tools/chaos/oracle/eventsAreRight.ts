import { program } from '../../../functions/src/program';
import type { Check } from './verdict';

const opposites = [
  { verdict: 'frozen', news: 'freeze_applied', correction: 'freeze_refunded' },
  { verdict: 'broken', news: 'streak_broken', correction: 'streak_restored' },
] as const;

/** Each verdict has been told or taken back, and what was achieved has been told once. */
export const eventsAreRight: Check = async ({ db, uid, expected }) => {
  const { docs } = await db.collection(`users/${uid}/events`).get();
  const events = docs.map((doc) => ({
    id: doc.id,
    ...(doc.data() as { kind: string; day: string }),
  }));
  const ids = new Set(events.map(({ id }) => id));
  const wrong: string[] = [];
  const days = new Set([...Object.keys(expected.verdicts), ...events.map(({ day }) => day)]);
  for (const { verdict, news, correction } of opposites) {
    for (const day of days) {
      const count = (kind: string) =>
        events.filter((event) => event.kind === kind && event.day === day).length;
      const wonBack = verdict === 'broken' ? recoveredFromBroken(ids, day) : 0;
      const told = count(news) - count(correction) - wonBack;
      const should = expected.verdicts[day] === verdict ? 1 : 0;
      if (told !== should) wrong.push(`${uid}: ${news} of ${day} stands ${told} times`);
    }
  }
  for (const { length, days: run } of milestonesOf(expected.verdicts)) {
    // It may have been told before it was known that the run began earlier.
    const told = run.filter((first) => ids.has(`milestone.${length}.${first}`));
    if (told.length === 0) wrong.push(`${uid}: milestone ${length} of ${run[0]} was not told`);
  }
  const bonuses = events.filter(({ kind }) => kind === 'weekly_bonus_earned').length;
  if (bonuses !== expected.events.weekly_bonus) wrong.push(`${uid}: ${bonuses} bonuses were told`);
  return wrong;
};

/** How often a run that had been told to be broken was told to be won back. */
function recoveredFromBroken(ids: ReadonlySet<string>, day: string): number {
  return [...ids].filter((id) => {
    const [kind, on, change] = id.split('.');
    if (kind !== 'recovered' || on !== day) return false;
    return ids.has(`streak_broken.${day}.${Number(change) - 1}`);
  }).length;
}

/** The milestones that runs have reached, each with all days of its run. */
function milestonesOf(verdicts: Readonly<Record<string, string>>) {
  const reached: { readonly length: number; readonly days: readonly string[] }[] = [];
  let [current, run] = [0, [] as string[]];
  for (const [day, verdict] of Object.entries(verdicts).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (verdict === 'broken') [current, run] = [0, []];
    if (verdict !== 'active') continue;
    current += 1;
    run.push(day);
    if (program.milestones.includes(current)) reached.push({ length: current, days: run });
  }
  return reached;
}
