import fc from 'fast-check';
import { program } from '../../functions/src/program';
import { dayInZone, daysLater } from '../reference/calendar';
import { programs } from '../streaks/programs';
import { DAY, MINUTE } from '../shared/wallClock';
import { Traveller, live } from './traveller';
import { type Deed, type Travel, readable, travels, zones } from './travels';

const runs = { numRuns: 150 };

/** Someone who does something every 24 hours, on one device or another. */
interface Beat {
  readonly start: number;
  /** What each device shows. */
  readonly shown: readonly string[];
  /** The device of each day, by its number; over again when it ends. */
  readonly pattern: readonly number[];
}

const BEATS = 28;

const beat: fc.Arbitrary<Beat> = fc
  .record({
    monday: fc.constantFrom('2026-01-05', '2026-03-02', '2026-06-01', '2026-10-19'),
    quarter: fc.nat(95),
    shown: fc.uniqueArray(fc.constantFrom(...zones), { minLength: 2, maxLength: 3 }),
    pattern: fc.array(fc.nat(2), { minLength: 1, maxLength: 14 }),
  })
  .map(({ monday, quarter, shown, pattern }) => ({
    start: Date.parse(monday) + quarter * 15 * MINUTE,
    shown,
    pattern,
  }));

function deedsOf({ start, shown, pattern }: Beat): Deed[] {
  return Array.from({ length: BEATS }, (_, n) => {
    const occurredAt = start + n * DAY;
    const device = pattern[n % pattern.length] ?? 0;
    const what = { activityId: `${n}`, type: 'flashcard_set_completed', quantity: 1 }; // earns no freeze in this time
    return { ...what, occurredAt, deliveredAt: occurredAt, timeZone: shown[device % shown.length] };
  });
}

/** Whether each of them falls on another day on the clock of each device: not where it is set at that hour. */
function isDaily(deeds: readonly Deed[], { shown }: Beat): boolean {
  return shown.every((zone) => {
    const days = deeds.map(({ occurredAt }) => dayInZone(occurredAt, zone, program.dayStartHour));
    return days.every((day, n) => n === 0 || day === daysLater(days[n - 1] ?? '', 1));
  });
}

/** Whether what the clocks show is ever more than a day apart: only of Kiritimati and the last zones. */
function isTooFarApart({ shown }: Beat): boolean {
  return shown.includes('Pacific/Kiritimati') && shown.includes('Pacific/Pago_Pago');
}

/**
 * How often a device comes into use that had not been used in the week before, or goes out of use for more
 * than a week: each may cost a day. Nothing does where each is used in every week.
 */
function comingsAndGoings(deeds: readonly Deed[]): number {
  let [rare, count] = [false, 0];
  for (const zone of new Set(deeds.map(({ timeZone }) => timeZone))) {
    const used = deeds.flatMap(({ timeZone }, n) => (timeZone === zone ? [n] : []));
    const gaps = used.map((n, nth) => n - (used[nth - 1] ?? 0));
    const idle = deeds.length - 1 - (used.at(-1) ?? 0);
    rare ||= [...gaps, idle].some((gap) => gap > 7);
    count += gaps.slice(1).filter((gap) => gap > 7).length;
    count += (used[0] === 0 ? 0 : 1) + (idle > 7 ? 1 : 0);
  }
  return rare ? count : 0;
}

test('whoever does something every 24 hours keeps the run, and gains a day each day', () => {
  fc.assert(
    fc.property(beat, (its) => {
      const deeds = deedsOf(its);
      fc.pre(isDaily(deeds, its) && !isTooFarApart(its));
      const someone = new Traveller(program);
      for (const [n, deed] of deeds.entries()) {
        someone.log(deed);
        const { current, activeDays, verdicts } = someone.standing(deed.occurredAt);
        expect(Object.values(verdicts)).not.toContain('broken');
        expect(current).toBe(activeDays);
        const gained = n + 1 - comingsAndGoings(deeds.slice(0, n + 1));
        expect(current).toBeGreaterThanOrEqual(gained);
      }
    }),
    runs,
  );
});

describe.each(programs)('%s: somebody with several zones', (_, rules) => {
  test('never has more active days than activities, or more than two more than days passed', () => {
    fc.assert(
      fc.property(travels(rules), (travel) => {
        const { activeDays } = live(travel).standing(travel.until);
        const instants = travel.deeds.map(({ occurredAt }) => occurredAt);
        const [first, last] = [Math.min(...instants), Math.max(...instants)].map((at) =>
          Date.parse(dayInZone(at, 'UTC', rules.dayStartHour)),
        );
        const passed = ((last ?? 0) - (first ?? 0)) / DAY + 1;
        expect(activeDays).toBeLessThanOrEqual(Math.min(instants.length, passed + 2));
      }),
      runs,
    );
  });

  test('never sees a change end a day earlier than was promised', () => {
    const zone = fc.constantFrom(...zones);
    fc.assert(
      fc.property(travels(rules), zone, (travel, to) => {
        const deeds = travel.deeds.map((deed) => {
          const deliveredAt = Math.max(deed.deliveredAt, deed.occurredAt);
          return { ...deed, deliveredAt };
        });
        live({ ...travel, deeds }, (at, someone) => {
          const before = someone.settle(at);
          if (!before) return;
          const promised = someone.endsOf(before);
          const kept = someone.endsOf(someone.settledIn(to, at), before.today);
          expect(kept.filter((end, n) => end < (promised[n] ?? 0))).toEqual([]);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('whose zone is fixed has what they would have with one', () => {
    fc.assert(
      fc.property(travels(rules), fc.constantFrom(...zones), (travel, home) => {
        const { deeds, until } = travel;
        const all = deeds.flatMap(({ occurredAt, deliveredAt }) => [occurredAt, deliveredAt]);
        const begins = Math.min(...all) - 1;
        const fixed = { at: begins, zone: home, fixed: true };
        const inOne = { ...travel, home, moves: [] };
        const withOne = deeds.map(({ timeZone: _zone, ...deed }) => deed);
        expect(live({ ...inOne, moves: [fixed] }).standing(until)).toEqual(
          live({ ...inOne, deeds: withOne }).standing(until),
        );
      }),
      runs,
    );
  });

  test('has the same whatever a zone is called', () => {
    const renamed = (travel: Travel, rename: (zone: string, n: number) => string): Travel =>
      readable({
        ...travel,
        home: travel.home && rename(travel.home, 0),
        deeds: travel.deeds.map((deed, n) => ({
          ...deed,
          timeZone: deed.timeZone && rename(deed.timeZone, n),
        })),
        moves: travel.moves.map((move, n) => ({ ...move, zone: rename(move.zone, n) })),
      });
    const names = [
      ['Asia/Calcutta', 'Asia/Kolkata'],
      ['UTC', 'Etc/UTC', 'Zulu'],
      ['Pacific/Auckland', 'NZ'],
      ['America/Los_Angeles', 'US/Pacific'],
      ['Europe/London', 'GB'],
    ];
    const namesOf = (zone: string) => names.find((those) => those.includes(zone)) ?? [zone];
    fc.assert(
      fc.property(travels(rules), (travel) => {
        const one = renamed(travel, (zone) => namesOf(zone)[0] ?? zone);
        const others = renamed(travel, (zone, n) => {
          const those = namesOf(zone);
          return those[n % those.length] ?? zone;
        });
        const [first, second] = [one, others].map((each) => {
          const someone = live(each);
          return { standing: someone.standing(each.until), zones: someone.zonesKept() };
        });
        expect(second).toEqual(first);
      }),
      { numRuns: 60 },
    );
  });
});
