import { FieldPath } from 'firebase-admin/firestore';
import type { OutageView } from '../../functions/src/contracts/outages';
import type { ExplainStreakResponse } from '../../functions/src/contracts/streaks';
import { createServer } from '../../functions/src/server';
import { clock } from '../../functions/src/platform/clock';
import { type Messaging, startMessaging } from './messaging';

/** What a person was told last of a day is what holds, whatever has become of the day since, and when. */

let world: Messaging;
/** Another one for each test: a task of a name is taken once. */
let user = 'ada0';
const berlin = { timeZone: 'Europe/Berlin' };
const admin = { uid: 'root', claims: { admin: true } };

/** A Friday, the day that is missed; it ends at 03:00 UTC on Saturday. */
const DAY = '2026-03-06';
const down = { from: '2026-03-06T08:00:00Z', to: '2026-03-06T20:00:00Z', reason: 'Full disk' };

beforeAll(async () => {
  world = await startMessaging();
});

let number = 0;

beforeEach(async () => {
  number += 1;
  user = `ada${number}`;
  await world.until('2026-12-01T00:00:00Z');
  await world.app.backend.clear();
  world.app.restart();
  world.app.at('2026-03-02T11:00:00Z');
});

afterAll(() => world.close());

async function asAdmin<Response>(name: string, data: object): Promise<Response> {
  const answer = (await world.app.host.call(name, data, admin)) as Response;
  await world.app.host.idle();
  return answer;
}

async function logAt(instant: string, activity: object = {}, uid = user): Promise<void> {
  await world.until(instant);
  await world.app.log(uid, { ...berlin, ...activity });
  await world.app.host.idle();
}

const freezing = { type: 'evaluation_high', quantity: 3 };

const days = (numbers: readonly number[]) =>
  numbers.map((day) => `2026-03-${String(day).padStart(2, '0')}T12:00:00Z`);

/** Active from Monday to Thursday; the missed Friday has been judged, and told at nine the next morning. */
async function missedFriday(activity: object): Promise<void> {
  await world.user(user);
  for (const instant of days([2, 3, 4, 5])) await logAt(instant, activity);
  await world.until('2026-03-07T03:07:00Z');
  await world.app.runMaintenance();
  await world.until('2026-03-07T09:00:00Z');
}

const idOf = { adjustment: 0 };
const give = (freezes: number) => () => {
  idOf.adjustment += 1;
  const adjustmentId = `gift-${idOf.adjustment}`;
  const gift = { uid: user, adjustmentId, freezes, day: '2026-03-05', reason: 'Sorry' };
  return asAdmin('adjustFreezes', gift);
};
const declare = () => asAdmin<OutageView>('declareOutage', down);
const revoke = async () => {
  const { outages } = (await world.app.host.call('listOutages', {}, admin)) as {
    outages: OutageView[];
  };
  for (const { id } of outages) await asAdmin('revokeOutage', { id });
};
const late = () =>
  logAt(new Date(clock.now()).toISOString(), {
    ...{ activityId: 'late', occurredAt: `${DAY}T20:00:00Z` },
  });
const undo = () => world.app.call(user, 'undoActivity', { activityId: 'late' });
/** The app's server dates an activity back to the day. */
const back = async () => {
  const server = createServer({ now: () => clock.now() });
  const activity = { activityId: 'back', type: 'quiz_easy_passed', occurredAt: `${DAY}T12:00:00Z` };
  await server.logActivity(user, { ...activity, ...berlin });
};
/** Another account of the person, which was active on the day. */
const merge = () => asAdmin('mergeUsers', { from: 'phone', into: user, reason: 'One person' });
/** The ledger is edited by hand, and mended. */
const repair = async () => {
  const month = world.app.db.doc(`users/${user}/months/2026-03`);
  await month.update(new FieldPath('days', DAY, 'verdict'), 'kept');
  await asAdmin('repairStreak', { uid: user });
};

type Step = readonly [at: string, act: () => Promise<unknown>];

interface Story {
  readonly when: string;
  /** From Monday to Thursday. */
  readonly activity?: object;
  /** Whether the person goes on until the 18th, so that the day is sealed. */
  readonly isSealed?: boolean;
  readonly steps: readonly Step[];
  readonly verdict: string;
}

const weeks = { isSealed: true } as const;

const stories: readonly Story[] = [
  { when: 'nothing heals it', steps: [], verdict: 'broken' },
  { when: 'a late activity heals it', steps: [['07T10:00', late]], verdict: 'active' },
  {
    when: 'a late activity heals it, and is taken back',
    steps: [
      ['07T10:00', late],
      ['07T11:00', undo],
    ],
    verdict: 'broken',
  },
  {
    when: 'a late activity heals it at night, and is taken back before anybody is told',
    steps: [
      ['07T22:00', late],
      ['07T23:00', undo],
    ],
    verdict: 'broken',
  },
  {
    when: 'it heals, breaks and heals in one night',
    steps: [
      ['07T21:30', declare],
      ['07T22:00', revoke],
      ['07T22:30', give(1)],
    ],
    verdict: 'frozen',
  },
  {
    when: 'a freeze is given, and an outage gives it back',
    steps: [
      ['07T10:00', give(1)],
      ['07T11:00', declare],
    ],
    verdict: 'kept',
  },
  {
    when: 'a freeze is given, and taken at night',
    steps: [
      ['07T10:00', give(1)],
      ['07T22:00', give(-1)],
    ],
    verdict: 'broken',
  },
  {
    when: 'an outage gives a freeze back, and takes it again at night',
    activity: freezing,
    steps: [
      ['07T10:00', declare],
      ['07T22:00', revoke],
    ],
    verdict: 'frozen',
  },
  { when: 'another account was active on it', steps: [['07T10:00', merge]], verdict: 'active' },
  {
    when: 'another account was active on it, and it is merged at night',
    steps: [['07T22:00', merge]],
    verdict: 'active',
  },
  ...[
    { when: 'an outage heals it', steps: [['18T13:00', declare]] as Step[], verdict: 'kept' },
    {
      when: 'an outage heals it at night, and is revoked before anybody is told',
      steps: [
        ['18T21:30', declare],
        ['18T22:30', revoke],
      ] as Step[],
      verdict: 'broken',
    },
    {
      when: 'an outage is revoked at night, and declared again before anybody is told',
      steps: [
        ['18T13:00', declare],
        ['18T21:30', revoke],
        ['18T22:30', declare],
      ] as Step[],
      verdict: 'kept',
    },
    {
      when: 'an outage is revoked at night, and a freeze heals it before anybody is told',
      steps: [
        ['18T13:00', declare],
        ['18T21:30', revoke],
        ['18T22:30', give(1)],
      ] as Step[],
      verdict: 'frozen',
    },
    {
      when: 'an outage is revoked at night, and an activity is dated back before anybody is told',
      steps: [
        ['18T13:00', declare],
        ['18T21:30', revoke],
        ['18T22:30', back],
      ] as Step[],
      verdict: 'active',
    },
    {
      when: 'an outage is revoked at night, and another account heals it before anybody is told',
      steps: [
        ['18T13:00', declare],
        ['18T21:30', revoke],
        ['18T22:30', merge],
      ] as Step[],
      verdict: 'active',
    },
    {
      when: 'a freeze is taken at night, and given again before anybody is told',
      steps: [
        ['18T13:00', give(1)],
        ['18T21:30', give(-1)],
        ['18T22:30', give(1)],
      ] as Step[],
      verdict: 'frozen',
    },
    {
      when: 'a freeze is given at night, and an outage gives it back before anybody is told',
      steps: [
        ['18T21:30', give(1)],
        ['18T22:30', declare],
      ] as Step[],
      verdict: 'kept',
    },
    {
      when: 'its ledger is wrong for a moment of the night',
      steps: [['18T22:30', repair]] as Step[],
      verdict: 'broken',
    },
    {
      when: 'an outage gives the freeze back, and is revoked at night, and declared again',
      activity: freezing,
      steps: [
        ['18T13:00', declare],
        ['18T21:30', revoke],
        ['18T22:30', declare],
      ] as Step[],
      verdict: 'kept',
    },
    {
      when: 'an outage gives the freeze back at night, and is revoked before anybody is told',
      activity: freezing,
      steps: [
        ['18T21:30', declare],
        ['18T22:30', revoke],
      ] as Step[],
      verdict: 'frozen',
    },
  ].map((story) => ({ ...weeks, ...story, when: `weeks later, ${story.when}` })),
];

/** What was pushed of the day, in order: whether a run was lost by it, and whether a freeze was used for it. */
function told() {
  let [lost, frozen, corrected] = [false, false, 0];
  const ids = world
    .pushes()
    .slice(pushedBefore)
    // What is corrected comes before what is new, in whichever order one message says it.
    .flatMap(({ data }) => [data['eventId'], ...(data['also']?.split(',') ?? [])].sort().reverse());
  for (const id of ids) {
    const [kind, day] = String(id).split('.');
    if (day !== DAY) continue;
    const isBack = kind === 'streak_restored' || kind === 'recovered';
    if ((isBack && !lost) || (kind === 'freeze_refunded' && !frozen)) corrected += 1;
    if (isBack) lost = false;
    if (kind === 'freeze_refunded') frozen = false;
    if (kind === 'streak_broken') [lost, frozen] = [true, false];
    if (kind === 'freeze_applied') [lost, frozen] = [false, true];
  }
  expect({ corrected }).toEqual({ corrected: 0 }); // nothing is put right that was not told
  return { lost, frozen };
}

let pushedBefore = 0;

test.each(stories)(
  'when $when, the last that was told of the day is what holds',
  async ({ activity = {}, isSealed = false, steps, verdict }) => {
    pushedBefore = world.pushes().length;
    await logAt('2026-03-06T12:00:00Z', {}, 'phone').catch(() => undefined);
    world.app.at('2026-03-02T11:00:00Z');
    await missedFriday(activity);
    expect(told()).toEqual({ lost: activity !== freezing, frozen: activity === freezing });
    await logAt('2026-03-07T09:30:00Z');
    const since = isSealed ? [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18] : [];
    for (const instant of days(since)) await logAt(instant);
    for (const [at, act] of steps) {
      await world.until(`2026-03-${at}:00Z`);
      await act();
      await world.app.host.idle();
    }
    const last = steps.at(-1)?.[0].slice(0, 2) ?? '07';
    await world.until(`2026-03-${String(Number(last) + 1).padStart(2, '0')}T10:00:00Z`);
    const { days: explained } = (await world.app.call(user, 'explainStreak', {
      ...{ from: DAY, to: DAY },
    })) as ExplainStreakResponse;
    expect(explained[0]?.verdict).toBe(verdict);
    const { lost, frozen } = told();
    expect(lost).toBe(verdict === 'broken');
    // That a freeze covers the day may be told by the message that the run is back.
    if (verdict !== 'frozen') expect(frozen).toBe(false);
    expect(world.app.host.failures).toEqual([]);
  },
);
