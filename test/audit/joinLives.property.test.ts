import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { userOf } from '../../functions/src/documents/user';
import { joinLives } from '../../functions/src/engine/joinLives';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { noOutages } from '../../functions/src/engine/outages';
import type { Program } from '../../functions/src/engine/program';
import type { Life as StoredLife, LivedActivity } from '../../functions/src/engine/relive';
import type { StreakState } from '../../functions/src/engine/streakState';
import type { Tally } from '../../functions/src/engine/tally';
import { type Delivery, type Life, lives } from '../streaks/histories';
import { person } from '../streaks/person';
import { programs } from '../streaks/programs';

/** A life that two accounts have shared is, once they are merged, as if one had had all of it. */

/** An activity of a life, with what its device shows. */
type Act = Delivery & { readonly id: string; readonly timeZone: string };

function actsOf({ deliveries, moves, home }: Life): Act[] {
  return deliveries.map((delivery, nth) => ({
    ...delivery,
    id: `a${nth}`,
    timeZone: moves.findLast(({ at }) => at <= delivery.deliveredAt)?.zone ?? home,
  }));
}

/** An account in which some activities of a life were logged. */
function account(life: Life, acts: readonly Act[], isPlanning: boolean) {
  const inOrder = acts.toSorted((a, b) => a.deliveredAt - b.deliveredAt);
  const [first] = inOrder;
  const someone = person(
    ...([first?.timeZone ?? life.home, life.program, () => noOutages, first?.occurredAt] as const),
  );
  const activities: Omit<LivedActivity, 'day'>[] = [];
  const from = first?.deliveredAt ?? Infinity;
  const steps = [
    ...inOrder.map(({ id, type, quantity, occurredAt, deliveredAt, timeZone }) => ({
      at: deliveredAt,
      act: () => {
        const act = { activityId: id, type, quantity, timeZone };
        someone.log(occurredAt, { ...act, deliveredAt });
        activities.push({ ...act, occurredAt, receivedAt: deliveredAt });
      },
    })),
    ...(isPlanning ? life.announced : [])
      .filter(({ at }) => at >= from)
      .map((plan) => ({ at: plan.at, act: () => void someone.announce(plan) })),
    ...life.settledAt
      .filter((at) => at >= from)
      .map((at) => ({ at, act: () => void someone.settle(at) })),
  ];
  for (const { act } of steps.sort((a, b) => a.at - b.at)) act();
  const settled = someone.settle(life.until);
  const stored: StoredLife = {
    streak: acts.length > 0 ? someone.state() : undefined,
    ledger: someone.ledger,
    activities: activities.map((each) => ({
      ...each,
      day: someone.placed.get(each.activityId)?.day ?? '',
    })),
  };
  return { stored, settled, from };
}

interface Written {
  readonly streak: StreakState;
  readonly standing: Tally;
  readonly ledger: ReadonlyMap<string, LedgerDay>;
}

/**
 * A day without activity says nothing while it is open, or where there is no run; how often a verdict
 * changed is no part of it.
 */
function saying(days: Iterable<readonly [string, LedgerDay]>) {
  const all = [...days].filter(
    ([, { count, verdict, current }]) =>
      count > 0 || verdict === 'broken' || (verdict !== 'open' && current > 0),
  );
  const entries = all.map(
    ([day, { badges: _, ...entry }]) => [day, { ...entry, changes: 0 }] as const,
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without badges that stay because only one of the accounts had earned them. */
function withoutKept({ badges, ...tally }: Tally, ledger: Written['ledger']) {
  const kept = [...ledger.values()].flatMap((entry) => entry.badges ?? []);
  return {
    ...tally,
    badges: Object.fromEntries(Object.entries(badges).filter(([id]) => !kept.includes(id))),
  };
}

/** Without what has been told, which is no part of what holds, and how it came about. */
function comparable({ streak, standing: tally, ledger }: Written) {
  const { sealedDays, recent, told: _, reopened: __, checkpoint: sealed, ...rest } = streak;
  const [standing, checkpoint] = [withoutKept(tally, ledger), withoutKept(sealed, ledger)];
  const state = { ...rest, checkpoint };
  const [first, ...others] = state.timeline;
  const text = sealedDays.text.split(' ').filter((day) => !/^\d\d[^b]0\.0\.0$/.test(day));
  return {
    ...{ standing, ledger: saying(ledger), recent: saying(Object.entries(recent)) },
    state: { ...state, timeline: [{ ...first, from: 0 }, ...others] },
    sealedDays: { from: sealedDays.from, text: text.join(' ') },
  };
}

function written(uid: string, settled: Parameters<typeof userOf>[1], program: Program) {
  const { streak, standing } = userOf(uid, settled, program);
  return { streak, standing };
}

describe.each(programs)('%s', (_, program) => {
  const split = fc.array(fc.constantFrom('into', 'from', 'both'), { minLength: 1, maxLength: 30 });

  test('two accounts that have shared a life come to what one with all of it does', () => {
    fc.assert(
      fc.property(lives(program), split, fc.boolean(), (life, picks, isFromPlanning) => {
        const acts = actsOf(life);
        const isIn = (name: string) => (_act: Act, nth: number) =>
          [name, 'both'].includes(picks[nth % picks.length] ?? 'both');
        const into = account(life, acts.filter(isIn('into')), !isFromPlanning);
        const from = account(life, acts.filter(isIn('from')), isFromPlanning);
        const known = new Set(into.stored.activities.map(({ activityId }) => activityId));
        const moved = from.stored.activities.filter(({ activityId }) => !known.has(activityId));
        fc.pre(moved.length > 0);
        const rules = { program, outages: noOutages };
        const joined = joinLives(into.stored, from.stored, life.until, rules);
        if (!joined) throw new Error('Nothing is known.');

        const begun = isFromPlanning ? from.from : into.from;
        const announced = life.announced.filter(({ at }) => at >= begun);
        const one = account({ ...life, announced }, acts, true);
        const { plan } = joined.settled.state;
        // From when a plan holds follows from the zones that were known when it was made.
        fc.pre(isDeepStrictEqual(plan, one.stored.streak?.plan));
        const ledger = new Map([
          ...into.stored.ledger,
          ...Object.entries(joined.settled.changedDays),
        ]);
        const merged = { ...written('ada', joined.settled, program), ledger };
        const whole = { ...written('ada', one.settled, program), ledger: one.stored.ledger };
        expect(comparable(merged)).toEqual(comparable(whole));
        for (const { activityId, day } of one.stored.activities) {
          expect(joined.dayOf.get(activityId)).toBe(day);
        }
      }),
      { numRuns: 30 },
    );
  });
});
