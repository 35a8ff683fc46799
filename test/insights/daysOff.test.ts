import fc from 'fast-check';
import { emptyDay } from '../../functions/src/engine/dayRecord';
import { addDays } from '../../functions/src/engine/days';
import { fold } from '../../functions/src/engine/fold';
import {
  afterDay,
  type DayCount,
  type Habit,
  habitOf,
  weekdayOf,
} from '../../functions/src/engine/insights/habit';
import { likelihoodOfDay } from '../../functions/src/engine/insights/likelihood';
import { daysOffAhead, keepsFor } from '../../functions/src/engine/insights/outlook';
import { noOutages } from '../../functions/src/engine/outages';
import { noPlan, type Plan, plannedReason } from '../../functions/src/engine/plans';
import type { Program } from '../../functions/src/engine/program';
import { newStreak } from '../../functions/src/engine/streakState';
import { newTally, type Tally } from '../../functions/src/engine/tally';
import { shippedModel } from '../../functions/src/features/insights/shippedModel';
import { program } from '../../functions/src/program';

const DAYS = 7;
const friday = '2026-01-09';

const perWeek = (days: number): Program => ({ ...program, cadence: { kind: 'perWeek', days } });
const onWeekdays = (weekdays: number[]): Program => ({
  ...program,
  cadence: { kind: 'weekdays', weekdays },
});

/** A run of one day, the day before `today`. */
function running(today: string, more: Partial<Tally> = {}) {
  const yesterday = addDays(today, -1);
  const tally = { ...newTally(yesterday), current: 1, runStart: yesterday, ...more };
  return { tally, state: newStreak('UTC'), today, next: { day: today, run: tally } };
}

type Running = ReturnType<typeof running>;

/** That the run lives through seven days. */
function week(settled: Running, rules: Program, habit: Habit): number {
  const { freezes, xp } = settled.tally;
  const daysOff = daysOffAhead(settled, { program: rules, outages: noOutages }, DAYS);
  const stake = { freezes, xp, xpPerActiveDay: 100, daysOff };
  return keepsFor(DAYS, habit, stake, rules.freeze, shippedModel);
}

/** The same by folding each of the 2^7 ways in which the days can go. */
function weekByFolding({ tally, state, today }: Running, rules: Program, from: Habit): number {
  let kept = 0;
  for (let way = 0; way < 2 ** DAYS; way += 1) {
    const isActive = (index: number) => ((way >> index) & 1) === 1;
    const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index));
    const done = { ...emptyDay, count: 1, plainXp: 100, boostedXp: 100 };
    const end = addDays(today, DAYS);
    const { tally: after, days: judged } = fold(
      tally,
      { first: end, last: end },
      {
        program: rules,
        records: new Map(days.filter((_, index) => isActive(index)).map((day) => [day, done])),
        planned: (day) => plannedReason(state.plan, day),
        passedOver: () => [],
        isSkippedDate: () => false,
        keptByOutage: () => false,
        isWonBack: () => false,
      },
    );
    if (judged.some(({ verdict }) => verdict === 'broken') || after.current === 0) continue;
    let likelihood = 1;
    let habit = from;
    judged.forEach(({ verdict, keptReason }, index) => {
      const ofDay = likelihoodOfDay(habit, shippedModel);
      likelihood *= isActive(index) ? ofDay : 1 - ofDay;
      const { sum, weight } = habit.perActiveDay;
      const usual = weight === 0 ? 1 : Math.max(sum / weight, 1);
      const isTaken = keptReason === 'off-day' && rules.cadence.kind === 'perWeek';
      const idle = verdict === 'kept' && !isTaken ? null : 0;
      habit = afterDay(habit, isActive(index) ? usual : idle);
    });
    kept += likelihood;
  }
  return kept;
}

const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
const rules = fc.oneof(
  fc.constant(program),
  fc.integer({ min: 1, max: 7 }).map(perWeek),
  weekdays.map((asked) => onWeekdays(asked.sort())),
);
const plans: fc.Arbitrary<Plan> = fc.oneof(
  fc.constant(noPlan),
  weekdays.map((rest): Plan => ({ ...noPlan, rest: [{ from: '', weekdays: rest.slice(0, 2) }] })),
  fc.nat(9).map((ahead): Plan => {
    const pause = { from: addDays(friday, ahead), to: addDays(friday, ahead + 1) };
    return { ...noPlan, pauses: [pause] };
  }),
);
const counts = fc.array(fc.oneof(fc.nat(5), fc.constant<DayCount>(null)), { maxLength: 60 });

test('a week is kept as likely as the ways in which the days can go and the fold keeps the run', () => {
  fc.assert(
    fc.property(
      ...[rules, plans, counts, fc.nat(6), fc.nat(2), fc.nat(6), fc.nat(499)],
      (own, plan, past, ahead, freezes, used, xp) => {
        const today = addDays(friday, ahead);
        const daysOff = { monday: addDays(today, -weekdayOf(today)), used };
        const before = running(today, { freezes, xp, ...(used > 0 && { daysOff }) });
        const settled = { ...before, state: { ...before.state, plan } };
        const habit = habitOf(weekdayOf(addDays(today, -past.length)), past);
        expect(week(settled, own, habit)).toBeCloseTo(weekByFolding(settled, own, habit), 10);
      },
    ),
    { numRuns: 40 },
  );
});

const monday = '2026-01-12';
const never = { ...shippedModel, weights: [-50] };
const always = { ...shippedModel, weights: [50] };

/** Whether a run lives through seven days without activity, or through `days` of them. */
function livesIdle(today: string, own: Program, days: number, more: Partial<Tally> = {}): boolean {
  const settled = running(today, more);
  const daysOff = daysOffAhead(settled, { program: own, outages: noOutages }, days);
  const stake = { freezes: settled.tally.freezes, xp: 0, xpPerActiveDay: 0, daysOff };
  const habit = habitOf(weekdayOf(today), []);
  return keepsFor(days, habit, stake, own.freeze, never) > 0.5;
}

const weekendOff = onWeekdays([1, 2, 3, 4, 5]);
const used = (count: number) => ({ daysOff: { monday: '2026-01-05', used: count } });

test.each([
  ['every day is asked for', '2026-01-10', program, {}, 0],
  ['Saturday and Sunday are not', '2026-01-10', weekendOff, {}, 2],
  ['Monday is, whatever the weekend', monday, weekendOff, {}, 0],
  ['a freeze after a free weekend', '2026-01-10', weekendOff, { freezes: 1 }, 3],
  ['three days of the week left, the week new', monday, perWeek(4), {}, 3],
  ['Friday to Sunday, then three of the week after', friday, perWeek(4), {}, 6],
  ['two of three have been taken', friday, perWeek(4), used(2), 1],
  ['all have been taken', friday, perWeek(4), used(3), 0],
  ['more than the program gives now', friday, perWeek(6), used(3), 0],
  ['those of the week before do not matter', monday, perWeek(4), used(3), 3],
  ['freezes come after days off', friday, perWeek(4), { ...used(2), freezes: 1 }, 2],
] as const)('days that a run lives through without activity: %s', (_, today, own, more, days) => {
  expect(livesIdle(today, own, days, more)).toBe(true);
  expect(livesIdle(today, own, days + 1, more)).toBe(false);
});

test('who always acts keeps the run, and days off do not keep that of who never does', () => {
  const habit = habitOf(0, []);
  const stake = { freezes: 0, xp: 0, xpPerActiveDay: 0 };
  const daysOff = daysOffAhead(running(monday), { program: perWeek(1), outages: noOutages }, DAYS);
  expect(keepsFor(DAYS, habit, { ...stake, daysOff }, program.freeze, always)).toBeCloseTo(1, 10);
  expect(keepsFor(DAYS, habit, { ...stake, daysOff }, program.freeze, never)).toBeCloseTo(0, 10);
});
