import fc from 'fast-check';
import type { Program } from '../../functions/src/engine/program';
import { isSameZone } from '../../functions/src/engine/zones';
import type { Move } from '../reference/journey';
import type { PastActivity } from '../reference/reference';
import { MINUTE } from '../shared/wallClock';

/** An activity on some device, and when the backend hears of it: up to 48 h later, or 5 min before. */
export interface Deed extends PastActivity {
  readonly activityId: string;
  readonly deliveredAt: number;
}

/** Some weeks of someone with several devices, or on journeys. */
export interface Travel {
  readonly program: Program;
  /** Told before all else; left out, the first activity that arrives tells where they are. */
  readonly home: string | undefined;
  readonly deeds: readonly Deed[];
  /** What is told with `setTimeZone`. */
  readonly moves: readonly Move[];
  /** When maintenance judges them, and when they look. */
  readonly settledAt: readonly number[];
  readonly until: number;
}

/** Zones far apart, on clocks of their own, and one under two names. */
export const zones = [
  'America/Los_Angeles',
  'UTC',
  'Pacific/Honolulu',
  'Pacific/Kiritimati',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Pacific/Pago_Pago',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Asia/Calcutta',
  'Asia/Tokyo',
  'Europe/London',
] as const;

/** Mondays of an ordinary week, of some before clocks are set, and of the one that Apia had six days of. */
const mondays = [
  '2026-06-01',
  '2026-03-02',
  '2026-03-23',
  '2026-10-26',
  '2025-09-29',
  '2011-12-26',
];

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
const LATEST = 2 * DAY_MINUTES;
const EARLIEST = 5;

/** Moves fall between the minutes, so that nothing else happens at the same instant. */
const MOVED = MINUTE / 2;

/** Minutes from one activity to the next: a day, about a day, or some time. */
function gaps(least: number) {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(DAY_MINUTES) },
    { weight: 2, arbitrary: fc.integer({ min: 18 * HOUR_MINUTES, max: 30 * HOUR_MINUTES }) },
    { weight: 2, arbitrary: fc.integer({ min: least, max: 12 * HOUR_MINUTES }) },
    { weight: 1, arbitrary: fc.integer({ min: least, max: 5 * DAY_MINUTES }) },
    { weight: 1, arbitrary: fc.constant(least) },
  );
}

/** Minutes until an activity is heard of. */
const lateness = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: LATEST }) },
  { weight: 1, arbitrary: fc.constantFrom(LATEST, -EARLIEST) },
);

/** How late each of some activities is, by its number. */
export const delays = fc.array(lateness, { minLength: 1, maxLength: 30 });

/**
 * Travels under a program.
 *
 * @param leastGap minutes between activities, at least
 */
export function travels(program: Program, leastGap = 1): fc.Arbitrary<Travel> {
  const types = Object.keys(program.activities);
  const step = fc.record({
    gap: gaps(leastGap),
    device: fc.nat(2),
    type: fc.oneof(fc.constant(types[0] ?? ''), fc.constantFrom(...types)),
    quantity: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.nat(program.maxQuantity - 1)),
    late: lateness,
  });
  const move = fc.record({
    after: fc.nat(30 * DAY_MINUTES),
    zone: fc.constantFrom(...zones),
    fixed: fc.option(fc.boolean(), { nil: undefined, freq: 2 }),
  });
  return fc
    .record({
      monday: fc.constantFrom(...mondays),
      begins: fc.nat(DAY_MINUTES - 1),
      shown: fc.array(fc.constantFrom(...zones), { minLength: 1, maxLength: 3 }),
      isKnown: fc.boolean(),
      steps: fc.array(step, { minLength: 1, maxLength: 30 }),
      moves: fc.oneof(fc.array(move, { maxLength: 0 }), fc.array(move, { maxLength: 4 })),
      settled: fc.array(fc.nat(30 * DAY_MINUTES), { maxLength: 8 }),
      rest: fc.nat(4 * DAY_MINUTES),
    })
    .map(({ monday, begins, shown, isKnown, steps, moves, settled, rest }): Travel => {
      const start = Date.parse(monday);
      let occurredAt = start + begins * MINUTE;
      const deeds = steps.map((each, index): Deed => {
        if (index > 0) occurredAt += each.gap * MINUTE;
        const timeZone = shown[each.device % shown.length];
        const deliveredAt = occurredAt + each.late * MINUTE;
        const { type } = each;
        const what = { activityId: `a${1000 + index}`, type, quantity: Math.max(1, each.quantity) };
        return { occurredAt, deliveredAt, timeZone, ...what };
      });
      const told = moves
        .map(({ after, zone, fixed }): Move => {
          const at = start + after * MINUTE + MOVED;
          return { at, zone, ...(fixed !== undefined && { fixed }) };
        })
        .sort((a, b) => a.at - b.at);
      const home = isKnown ? (shown[0] ?? 'Europe/London') : undefined;
      const instants = [...deeds.map((each) => each.deliveredAt), ...told.map(({ at }) => at)];
      const until = Math.max(...instants) + MOVED + rest * MINUTE;
      const settledAt = settled.map((after) => start + after * MINUTE).filter((at) => at <= until);
      const moved = withoutRepeats(told, home, deeds);
      return readable({ program, home, deeds, moves: moved, settledAt, until });
    });
}

/** Between which instants the backend may hear of something. */
function heardOf({ occurredAt }: Deed) {
  return { first: occurredAt - EARLIEST * MINUTE, last: occurredAt + LATEST * MINUTE };
}

/**
 * Of somebody with one zone it is known that they have it, not when they last said so: the documents of whoever
 * stays in one zone are what they were before zones were kept. So it is left open how long the zone of an
 * activity is in force of which is heard only after the one zone was told again, and such moves are left out:
 * those that repeat what may be the only zone known, after an activity in another that may not be known.
 */
function withoutRepeats(moves: readonly Move[], home: string | undefined, deeds: readonly Deed[]) {
  let isFixed = false;
  const kept: Move[] = [];
  for (const move of moves) {
    const { at, zone, fixed } = move;
    const told = [...(home === undefined ? [] : [home]), ...kept.map((each) => each.zone)];
    const isOther = (other: string | undefined) => other !== undefined && !isSameZone(other, zone);
    const others = deeds.filter((deed) => isOther(deed.timeZone));
    const mayBeRepeated =
      told.length > 0 || deeds.some((deed) => !isOther(deed.timeZone) && heardOf(deed).first < at);
    const isOtherKnown = told.some(isOther) || others.some((deed) => heardOf(deed).last < at);
    const mayBeUnknown = others.some(({ occurredAt }) => occurredAt < at);
    const isOpen = mayBeRepeated && !isOtherKnown && mayBeUnknown;
    if (isOpen && !isFixed && fixed !== true) continue;
    isFixed = fixed ?? isFixed;
    kept.push(move);
  }
  return kept;
}

/** The same travel, of whose activities is heard at other times. */
export function redelivered(travel: Travel, late: readonly number[]): Travel {
  const deeds = travel.deeds.map((deed, n) => {
    const deliveredAt = deed.occurredAt + (late[n % late.length] ?? 0) * MINUTE;
    return { ...deed, deliveredAt };
  });
  const until = Math.max(travel.until, ...deeds.map(({ deliveredAt }) => deliveredAt + MOVED));
  return readable({ ...travel, deeds, until });
}

/** A travel that is printed a line for each thing that happens. */
export function readable(travel: Travel): Travel {
  const text = () => {
    const { home, deeds, moves, settledAt, until } = travel;
    const steps: [number, string][] = [
      ...deeds.map(({ occurredAt, deliveredAt, timeZone, type, quantity }): [number, string] => {
        const late = (deliveredAt - occurredAt) / MINUTE;
        const when = late === 0 ? '' : ` heard of ${late} min later`;
        return [occurredAt, `${timeZone ?? 'no zone'}: ${type} × ${quantity}${when}`];
      }),
      ...moves.map(({ at, zone, fixed }): [number, string] => {
        const how = fixed === undefined ? '' : fixed ? ', fixed' : ', no longer fixed';
        return [at, `setTimeZone ${zone}${how}`];
      }),
      ...settledAt.map((at): [number, string] => [at, 'settled']),
      [until, 'the end'],
    ];
    const lines = steps
      .sort(([a], [b]) => a - b)
      .map(([at, what]) => `  ${new Date(at).toISOString()} ${what}`);
    return [`home ${home ?? 'unknown'}`, ...lines].join('\n');
  };
  return Object.defineProperty({ ...travel }, fc.toStringMethod, { value: text });
}
