import fc from 'fast-check';
import type { Program } from '../../functions/src/engine/program';
import { startOfDay } from '../reference/calendar';
import type { Move } from '../reference/journey';
import type { PastActivity } from '../reference/reference';
import { DAY, HOUR, MINUTE } from '../shared/wallClock';
import { awkwardZones } from '../shared/zoneNames';
import type { Announcement } from '../reference/plan';
import { announcements } from './announcements';
import { comebacks, comebacksOf } from './comebacks';
import { type Person, person } from './person';

/** An activity and when the backend hears of it: up to 48 h later, or 5 min before. */
export interface Delivery extends PastActivity {
  readonly deliveredAt: number;
}

/** Some weeks of someone's life. */
export interface Life {
  readonly program: Program;
  readonly home: string;
  readonly moves: readonly Move[];
  readonly deliveries: readonly Delivery[];
  /** The activities that they take back, and when. Default: none. */
  readonly undone?: readonly { readonly at: number; readonly activityId: string }[];
  /** What they say of days ahead, in order. */
  readonly announced: readonly Announcement[];
  /** When they try to win a run back. */
  readonly starts: readonly number[];
  readonly settledAt: readonly number[];
  readonly until: number;
}

/** Mondays of weeks before clocks are set somewhere, a date is skipped, or a year ends. */
const mondays = [
  '2009-10-12',
  '2011-12-19',
  '2024-03-04',
  '2025-03-24',
  '2025-10-20',
  '2025-12-22',
];

const zones = [
  ...awkwardZones,
  'America/Los_Angeles',
  'Asia/Tokyo',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

const TRAVELLED = fc.constantFrom(...zones);
const LATEST = 48 * HOUR;
const EARLIEST = 5 * MINUTE;

/** When in a day something is done: any time, or hard at the start of the day at home. */
const timeOfDay = fc.oneof(
  { weight: 3, arbitrary: fc.record({ sinceMidnight: fc.nat(DAY - 1) }) },
  { weight: 1, arbitrary: fc.record({ fromStart: fc.constantFrom(-EARLIEST, -1, 0, 1, MINUTE) }) },
);

/** How long after it occurred an activity is delivered. */
export const lateness = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat(LATEST) },
  { weight: 1, arbitrary: fc.constantFrom(LATEST, -1, -EARLIEST) },
);

const anyMoves = fc.array(fc.record({ zone: TRAVELLED, after: fc.nat(28 * DAY) }), {
  maxLength: 6,
});

function anyActivity(program: Program) {
  return fc.record({
    time: timeOfDay,
    type: fc.constantFrom(...Object.keys(program.activities)),
    quantity: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: program.maxQuantity })),
    late: lateness,
  });
}

/** Too little to earn a freeze soon, and mostly heard of at once: runs break and are won back. */
function smallActivity(program: Program) {
  return fc.record({
    time: timeOfDay,
    type: fc.constantFrom(...Object.keys(program.activities).slice(0, 1)),
    quantity: fc.constant(1),
    late: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: lateness }),
  });
}

/** Lives under a program. Days are active more often than not, so that there is a run to lose. */
export function lives(program: Program): fc.Arbitrary<Life> {
  return fc.oneof(
    livesOf(program, anyActivity(program), anyMoves),
    livesOf(program, smallActivity(program), fc.oneof(fc.constant<never[]>([]), anyMoves)),
  );
}

function livesOf(
  program: Program,
  activity: ReturnType<typeof anyActivity>,
  anyMove: typeof anyMoves,
): fc.Arbitrary<Life> {
  const activeDay = fc.array(activity, { minLength: 1, maxLength: 3 });
  const day = fc.oneof(
    { weight: 3, arbitrary: activeDay },
    { weight: 1, arbitrary: fc.constant<never[]>([]) },
  );
  const record = (monday: string) =>
    fc.record({
      monday: fc.constant(monday),
      announced: announcements(Date.parse(monday)),
      home: TRAVELLED,
      days: fc.array(day, { minLength: 3, maxLength: 24 }),
      moves: anyMove,
      tries: comebacks,
      late: fc.array(lateness, { minLength: 1, maxLength: 5 }),
      settled: fc.array(fc.nat(30 * DAY), { maxLength: 12 }),
      rest: fc.nat(6 * DAY),
    });
  return fc
    .constantFrom(...mondays)
    .chain(record)
    .map(({ monday, announced, home, days, moves: hops, tries, ...others }) => {
      const { late: delays, settled, rest } = others;
      const start = Date.parse(monday);
      const moves = hops
        .map(({ zone, after }) => ({ zone, at: start + after }))
        .sort((a, b) => a.at - b.at);
      const dayStart = (index: number) => {
        const date = new Date(start + index * DAY).toISOString().slice(0, 10);
        return startOfDay(date, home, program.dayStartHour);
      };
      const tried = comebacksOf(days, tries);
      const starts = tried.map(([index, { startsAfter }]) => dayStart(index + 1) + startsAfter);
      const acts = { moves, starts };
      const [type = ''] = Object.keys(program.activities);
      const more = tried.flatMap(([index, { does }]) =>
        does.map((after, nth) => {
          const occurredAt = dayStart(index + 1) + after;
          const late = delays[nth % delays.length] ?? 0;
          return { occurredAt, type, quantity: 1, ...deliveredAfter(late, occurredAt, acts) };
        }),
      );
      const planned = days.flatMap((plans, index) =>
        plans.map(({ time, type, quantity, late }) => {
          const midnight = start + index * DAY;
          const occurredAt =
            'sinceMidnight' in time
              ? midnight + time.sinceMidnight
              : dayStart(index) + time.fromStart;
          const done = { occurredAt, type, quantity };
          return { ...done, ...deliveredAfter(late, occurredAt, acts) };
        }),
      );
      const deliveries = [...planned, ...more].map((each, n) => ({
        ...each,
        activityId: `a${1000 + n}`,
      }));
      const all = [start, ...deliveries, ...moves, ...announced, ...starts].map(lastInstantOf);
      const until = Math.max(...all) + rest;
      const settledAt = settled.map((after) => start + after).filter((at) => at <= until);
      return { program, home, moves, announced, deliveries, starts, settledAt, until };
    });
}

/** The same life with the news of it travelling at other speeds. */
export function redelivered(life: Life, delays: readonly number[]): Life {
  const deliveries = life.deliveries.map((delivery, index) => {
    const late = delays[index % delays.length] ?? 0;
    return { ...delivery, ...deliveredAfter(late, delivery.occurredAt, life) };
  });
  const until = Math.max(life.until, ...deliveries.map(({ deliveredAt }) => deliveredAt));
  return { ...life, deliveries, until };
}

/** What was promised when recoveries were begun: it does not follow from what came later. */
export function begun({ attempts }: Person) {
  return attempts.map(({ startedAt, ...offer }) => ({ startedAt, ...nameOf(offer) }));
}

/** What makes an offer the same as another. */
export function nameOf({ day, needed }: { readonly day: string; readonly needed: number }) {
  return { day, needed };
}

/**
 * Lives a life up to its last delivery, move or settling.
 *
 * @param afterEach called with the instant of each step and the person right after it
 */
export function live(life: Life, afterEach?: (at: number, someone: Person) => void): Person {
  const someone = person(life.home, life.program);
  const steps = [
    ...life.moves.map(({ at, zone }) => ({ at, act: () => void someone.move(at, zone) })),
    ...life.announced.map((said) => ({ at: said.at, act: () => void someone.announce(said) })),
    ...life.starts.map((at) => ({
      at,
      act: () => {
        if (!someone.startRecovery(at)) someone.settle(at);
      },
    })),
    ...life.deliveries.map((delivery) => ({
      at: delivery.deliveredAt,
      act: () => void someone.log(delivery.occurredAt, delivery),
    })),
    ...(life.undone ?? []).map(({ at, activityId }) => ({
      at,
      act: () => void someone.undo(at, activityId),
    })),
    ...life.settledAt.map((at) => ({ at, act: () => void someone.settle(at) })),
  ];
  for (const { at, act } of steps.sort((a, b) => a.at - b.at)) {
    act();
    afterEach?.(at, someone);
  }
  return someone;
}

/** What is delivered ahead over a move or the start of a recovery occurred before it. */
function deliveredAfter(
  late: number,
  occurredAt: number,
  { moves, starts }: Pick<Life, 'moves' | 'starts'>,
) {
  const deliveredAt = occurredAt + late;
  const acts = [...starts, ...moves.map(({ at }) => at)];
  const isAhead = acts.some((at) => deliveredAt < at && at <= occurredAt);
  return { deliveredAt: isAhead ? occurredAt : deliveredAt };
}

function lastInstantOf(what: number | Delivery | { readonly at: number }): number {
  if (typeof what === 'number') return what;
  return 'at' in what ? what.at : what.deliveredAt;
}
