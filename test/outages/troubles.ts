import fc from 'fast-check';
import type { OutageBook } from '../../functions/src/documents/outages';
import { noOutages, type OutageList, StaleOutagesError } from '../../functions/src/engine/outages';
import {
  SECOND_SWEEP_AFTER_MS,
  withOutage,
  withoutOutage,
} from '../../functions/src/features/outages/changeOutages';
import { startOfDay } from '../reference/calendar';
import { DAY, HOUR, MINUTE } from '../shared/wallClock';
import type { Life } from '../streaks/histories';
import { type Person, person } from '../streaks/person';

/** For how long some instances do not know of a change. */
const SPREAD = SECOND_SWEEP_AFTER_MS - MINUTE;

/** An outage in the weeks of a life, and what was said of it when. */
export interface Trouble {
  readonly from: number;
  readonly to: number;
  /** Declared, revoked, declared again and so on, at these instants. */
  readonly changedAt: readonly number[];
}

/** Outages some of which are long, short, known ahead, declared weeks later, or taken back. */
export function troubles(life: Life): fc.Arbitrary<Trouble[]> {
  const first = Math.min(life.until, ...life.deliveries.map(({ occurredAt }) => occurredAt));
  const length = fc.oneof(fc.nat(8 * HOUR), fc.nat(30 * HOUR), fc.nat(7 * DAY));
  const said = fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: -DAY, max: 30 * DAY }) },
    { weight: 1, arbitrary: fc.record({ beforeEndOfDay: fc.nat(6) }) },
  );
  return fc.array(
    fc
      .record({
        after: fc.nat(Math.max(DAY, life.until - first)),
        length,
        said: fc.array(said, { minLength: 1, maxLength: 3 }),
      })
      .map(({ after, length: lasts, said: whens }) => {
        const from = first + after;
        const changedAt = whens.map((when) =>
          typeof when === 'number' ? from + when : shortlyBefore(when.beforeEndOfDay, from, life),
        );
        return { from, to: from + 1 + lasts, changedAt: changedAt.sort((a, b) => a - b) };
      }),
    { minLength: 1, maxLength: 4 },
  );
}

/** Some minutes before a day ends at home: whoever does not hear of it at once judges wrongly. */
function shortlyBefore(days: number, from: number, { home, program }: Life): number {
  const date = new Date(from + days * DAY).toISOString().slice(0, 10);
  return startOfDay(date, home, program.dayStartHour) - 5 * MINUTE;
}

/** What is in force in the end. */
export function inForceAt(outages: readonly Trouble[], until: number): Trouble[] {
  return outages.filter(({ changedAt }) => changedAt.filter((at) => at <= until).length % 2 === 1);
}

/**
 * Lives a life in which outages are declared and revoked. After each change the person is settled
 * anew twice, as the sweeps do; in between, what happens may happen where the change is not known.
 *
 * @param isBehind whether the n-th step meets an instance with an old list
 */
export function liveThrough(
  life: Life,
  outages: readonly Trouble[],
  until: number,
  isBehind: (step: number) => boolean,
): Person {
  let book: OutageBook = { ...noOutages, sweeps: [] };
  let before: OutageList = noOutages;
  let changedAt = -Infinity;
  let known: OutageList = noOutages;
  const someone = person(life.home, life.program, () => known);
  const change = (at: number, outage: Trouble, nth: number) => {
    if (at - changedAt > SPREAD) before = book;
    changedAt = at;
    const named = { ...outage, id: String(outages.indexOf(outage)), reason: 'any' };
    book = (nth % 2 === 0 ? withOutage : withoutOutage)(book, named, at, 'any');
  };
  const sweep = (at: number) => {
    known = book;
    for (const { first } of book.sweeps.filter((each) => each.at === at)) {
      someone.resettle(at, first);
    }
  };
  const steps = [
    ...life.moves.map(({ at, zone }) => ({ at, act: () => void someone.move(at, zone) })),
    ...life.announced.map((said) => ({ at: said.at, act: () => void someone.announce(said) })),
    ...life.deliveries.map((delivery) => ({
      at: delivery.deliveredAt,
      act: () => void someone.log(delivery.occurredAt, delivery),
    })),
    ...life.settledAt.map((at) => ({ at, act: () => void someone.settle(at) })),
    ...outages.flatMap((outage) =>
      outage.changedAt.flatMap((at, nth) => [
        {
          at,
          change: () => {
            change(at, outage, nth);
          },
        },
        {
          at,
          sweep: () => {
            sweep(at);
          },
        },
        { at: at + SPREAD - 1, act: () => void someone.settle(at + SPREAD - 1) },
        {
          at: at + SECOND_SWEEP_AFTER_MS,
          sweep: () => {
            sweep(at + SECOND_SWEEP_AFTER_MS);
          },
        },
      ]),
    ),
  ].filter(({ at }) => at <= until);
  for (const [index, step] of steps.sort((a, b) => a.at - b.at).entries()) {
    if ('change' in step) step.change();
    else if ('sweep' in step) step.sweep();
    else {
      known = step.at - changedAt < SPREAD && isBehind(index) ? before : book;
      withTheListReadAgain(step.act, () => (known = book));
    }
  }
  known = book;
  return someone;
}

function withTheListReadAgain(act: () => void, read: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof StaleOutagesError)) throw error;
    read();
    act();
  }
}
