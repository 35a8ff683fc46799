import fc from 'fast-check';
import { Timestamp } from 'firebase-admin/firestore';
import { isDeepStrictEqual } from 'node:util';
import { noOutages } from '../../functions/src/engine/outages';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import type { LivedActivity } from '../../functions/src/engine/relive';
import type { Program } from '../../functions/src/engine/program';
import { program as lawSchool } from '../../functions/src/program';
import { userOf } from '../../functions/src/documents/user';
import { monthDocument, userDocument } from '../../functions/src/documents/streak';
import type { Write } from '../../functions/src/platform/write';
import type { StreakState } from '../../functions/src/engine/streakState';
import type { Tally } from '../../functions/src/engine/tally';
import { mergedUser } from '../../tools/import/mergedUser';
import type { StoredUser } from '../../tools/import/storedUser';
import type { ReadRow } from '../../tools/replay/readLog';
import { type Delivery, type Life, lives } from '../streaks/histories';
import { person } from '../streaks/person';
import { programs } from '../streaks/programs';

/** A log, some of which is lived and the rest imported, comes to what it does when all of it is lived. */

const uid = 'ada';

/** An activity of a life, with what its device shows. */
type Act = Delivery & { readonly id: string; readonly timeZone: string };

/** The activities of a life, each in the zone that the user was in when it was delivered. */
function actsOf({ deliveries, moves, home }: Life): Act[] {
  return deliveries.map((delivery, nth) => ({
    ...delivery,
    id: `a${nth}`,
    timeZone: moves.findLast(({ at }) => at <= delivery.deliveredAt)?.zone ?? home,
  }));
}

/**
 * Lives some activities of a life, and what the user says from an instant on; devices tell where they go.
 * Before the first activity nothing is known of the user.
 */
function lived(life: Life, acts: readonly Act[], from: number) {
  const inOrder = acts.toSorted((a, b) => a.deliveredAt - b.deliveredAt);
  const [first] = inOrder;
  const home = first?.timeZone ?? life.home;
  const someone = person(home, life.program, () => noOutages, first?.occurredAt);
  const activities: LivedActivity[] = [];
  const said = life.announced.filter(({ at }) => at >= from);
  const steps = [
    ...inOrder.map(({ id, type, quantity, occurredAt, deliveredAt, timeZone }) => ({
      at: deliveredAt,
      act: () => {
        const act = { activityId: id, type, quantity, timeZone };
        const { response } = someone.log(occurredAt, { ...act, deliveredAt });
        activities.push({ ...act, occurredAt, day: response.day, receivedAt: deliveredAt });
      },
    })),
    ...said.map((plan) => ({ at: plan.at, act: () => void someone.announce(plan) })),
    ...life.settledAt
      .filter((at) => at >= (first?.deliveredAt ?? Infinity))
      .map((at) => ({ at, act: () => void someone.settle(at) })),
  ];
  for (const { act } of steps.sort((a, b) => a.at - b.at)) act();
  someone.settle(life.until);
  return { someone, activities };
}

function storedOf({ someone, activities }: ReturnType<typeof lived>): StoredUser {
  return {
    ...{ streak: someone.state(), ledger: someone.ledger, activities },
    ...{ begunAfter: -Infinity, imported: undefined, version: Timestamp.fromMillis(0) },
  };
}

function rowsOf(acts: readonly Act[]): ReadRow[] {
  return acts
    .map(({ id, ...act }, line) => ({
      ...act,
      ...{ user: uid, activityId: id, line, isNumbered: false },
    }))
    .sort((a, b) => a.deliveredAt - b.deliveredAt);
}

const rulesOf = ({ program, until }: Life) => {
  return { program, outages: noOutages, now: until, source: 'test' };
};

/** What writes make of a user. */
function written(
  writes: readonly Write[],
  before: ReadonlyMap<string, LedgerDay> = new Map(),
): { streak: StreakState; standing: Tally; ledger: Map<string, LedgerDay> } {
  const ledger = new Map(before);
  let user: { streak: StreakState; standing: Tally } | undefined;
  for (const { path, data } of writes) {
    if (path === `users/${uid}`) user = userDocument.parse(data);
    if (!path.includes('/months/')) continue;
    for (const [day, entry] of Object.entries(monthDocument.parse(data).days)) {
      ledger.set(day, entry);
    }
  }
  if (!user) throw new Error('The user is not written.');
  return { streak: user.streak, standing: user.standing, ledger };
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
  const entries = all.map(([day, entry]) => [day, { ...entry, changes: 0 }] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The first zone is that of all time before it: from when it was reported says nothing. */
function beginning([first, ...others]: StreakState['timeline']) {
  return [{ ...first, from: 0 }, ...others];
}

function comparable({ streak, standing, ledger }: ReturnType<typeof written>) {
  const { sealedDays, recent, ...state } = streak;
  const text = sealedDays.text.split(' ').filter((day) => !/^\d\d[^b]0\.0\.0$/.test(day));
  return {
    ...{ standing, ledger: saying(ledger), recent: saying(Object.entries(recent)) },
    state: { ...state, reopened: 0, timeline: beginning(state.timeline) },
    sealedDays: { from: sealedDays.from, text: text.join(' ') },
  };
}

function wholeLife(life: Life, program: Program, from: number) {
  const { someone } = lived(life, actsOf(life), from);
  const user = userOf(uid, someone.settle(life.until), program);
  return { streak: user.streak, standing: user.standing, ledger: someone.ledger };
}

test('a day that was judged is open again when what is imported was done where it goes on', () => {
  const until = Date.parse('2011-12-27T02:00:00Z');
  const act = (
    nth: number,
    occurredAt: string,
    timeZone: string,
    deliveredAt = occurredAt,
  ): Act => {
    const [at, heardAt] = [Date.parse(occurredAt), Date.parse(deliveredAt)];
    const id = `a${nth}`;
    const what = { id, activityId: id, type: 'quiz_easy_passed', quantity: 1 };
    return { ...what, occurredAt: at, deliveredAt: heardAt, timeZone };
  };
  const atHome = act(0, '2011-12-25T02:00:00Z', 'Africa/Cairo');
  const away = act(1, '2011-12-25T02:01:00Z', 'America/Sao_Paulo', '2011-12-27T02:00:00Z');
  const nothing = { moves: [], deliveries: [], announced: [], starts: [], settledAt: [] };
  const life: Life = { program: lawSchool, home: 'Africa/Cairo', ...nothing, until };
  const before = storedOf(lived(life, [atHome], 0));
  expect(before.ledger.get('2011-12-26')).toMatchObject({ verdict: 'broken', changes: 0 });
  const { streak } = mergedUser(uid, rowsOf([atHome, away]), rulesOf(life), before);
  const { ledger, ...user } = written(streak, before.ledger);
  expect(ledger.get('2011-12-26')).toMatchObject({ verdict: 'open', changes: 1 });
  expect(user.streak.recent['2011-12-26']).toMatchObject({ verdict: 'open', changes: 1 });
  expect(user.standing.current).toBe(2);
});

describe.each(programs)('%s', (_, program) => {
  const split = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });
  const cases = fc.tuple(lives(program), split);

  test('whatever part of a life is imported afterwards, it is as if all had been logged', () => {
    fc.assert(
      fc.property(cases, ([life, picks]) => {
        const acts = actsOf(life);
        const isLive = (nth: number) => picks[nth % picks.length] ?? true;
        const livedActs = acts.filter((_act, nth) => isLive(nth));
        const from = Math.min(...livedActs.map(({ deliveredAt }) => deliveredAt));
        const before = livedActs.length > 0 ? storedOf(lived(life, livedActs, from)) : undefined;
        const { streak, added, refused } = mergedUser(uid, rowsOf(acts), rulesOf(life), before);
        expect(refused).toEqual([]);
        expect(added).toHaveLength(acts.filter((_act, nth) => !isLive(nth)).length);
        fc.pre(added.length > 0);
        const whole = wholeLife(life, program, from);
        // From when a plan holds follows from the zones that were known when it was made.
        fc.pre(!before?.streak || isDeepStrictEqual(before.streak.plan, whole.streak.plan));
        expect(comparable(written(streak, before?.ledger))).toEqual(comparable(whole));
      }),
      { numRuns: 60 },
    );
  });
});
