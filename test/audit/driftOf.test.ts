import fc from 'fast-check';
import type { UserDocument } from '../../functions/src/documents/streak';
import { userOf } from '../../functions/src/documents/user';
import {
  countedActivities,
  driftOf,
  ledgerOfActivities,
  type StoredActivity,
} from '../../functions/src/engine/audit';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { noOutages } from '../../functions/src/engine/outages';
import { program } from '../../functions/src/program';
import { type Life, live, lives } from '../streaks/histories';
import { person } from '../streaks/person';

const rules = { program, outages: noOutages };
const march = (day: number) => `2026-03-${String(day).padStart(2, '0')}`;

/** Someone who was active on the first 20 days of March but the 4th and 12th; settled at its 20th. */
function stored() {
  const someone = person('Europe/Berlin');
  const activities: StoredActivity[] = [];
  for (let day = 1; day <= 20; day += 1) {
    if (day === 4 || day === 12) continue;
    const occurredAt = Date.parse(`${march(day)}T12:00Z`);
    const activity = { type: 'quiz_hard_passed', quantity: 3 };
    someone.log(occurredAt, activity);
    activities.push({ ...activity, occurredAt, day: march(day) });
  }
  const settled = someone.settle(`${march(20)}T20:00Z`);
  const user = userOf('ada', settled, program);
  return { stored: { shard: user.shard, user, ledger: someone.ledger }, activities };
}

function withStreak(user: UserDocument, change: object): UserDocument {
  return { ...user, streak: { ...user.streak, ...change } };
}

function withDay(ledger: Map<string, LedgerDay>, day: string, change: object) {
  const entry = ledger.get(day);
  if (!entry) throw new Error(`nothing is known of ${day}`);
  return new Map([...ledger, [day, { ...entry, ...change }]]);
}

test('a streak that was never tampered with has no drift', () => {
  const { stored: whole } = stored();
  expect(driftOf(whole, rules)).toEqual([]);
  expect(countedActivities(whole)).toBe(18);
});

test.each([
  ['was given', null],
  ['is none yet, as in a document of before there were any', undefined],
])('a reminder that %s is no drift', (_, remindAt) => {
  const { shard, user, ledger } = stored().stored;
  const { remindAt: _due, ...rest } = user;
  const reminded = remindAt === undefined ? rest : { ...rest, remindAt };
  expect(driftOf({ shard, user: reminded, ledger }, rules)).toEqual([]);
});

test('nor has anyone else, wherever they were and whenever they were settled', () => {
  fc.assert(
    fc.property(lives(program), (life: Life) => {
      const someone = live(life);
      const settled = someone.settle(life.until);
      const user = userOf('any', settled, program);
      const whole = { shard: user.shard, user, ledger: someone.ledger };
      expect(driftOf(whole, rules)).toEqual([]);
      expect(countedActivities(whole)).toBe(life.deliveries.length);
      const source = ledgerOfActivities(
        [...someone.placed.values()],
        someone.ledger,
        settled.state,
        program,
      );
      expect(driftOf(whole, rules, source)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

describe('what differs is named', () => {
  const { user, ledger } = stored().stored;
  const { checkpoint } = user.streak;

  test.each<[string, object, string[]]>([
    [
      'a checkpoint that was raised',
      { user: withStreak(user, { checkpoint: { ...checkpoint, current: 99 } }) },
      ['streak.checkpoint.current'],
    ],
    [
      'a badge that was lost',
      { user: withStreak(user, { checkpoint: { ...checkpoint, badges: {} } }) },
      ['streak.checkpoint.badges.ignition', 'streak.checkpoint.badges.warming_up'],
    ],
    ['a standing that is not that of the streak', { user: { ...user, level: 7 } }, ['level']],
    ['a lapse that nobody will look for', { user: { ...user, lapseAt: null } }, ['lapseAt']],
    ['a shard that is another user’s', { user: { ...user, shard: user.shard + 1 } }, ['shard']],
    [
      'a verdict in the ledger',
      { ledger: withDay(ledger, march(4), { verdict: 'kept' }) },
      [`days.${march(4)}.changes`, `days.${march(4)}.verdict`],
    ],
    [
      'freezes held on a day',
      { ledger: withDay(ledger, march(3), { freezes: 2 }) },
      [`days.${march(3)}.freezes`],
    ],
  ])('%s', (_, change, fields) => {
    const drift = driftOf({ shard: user.shard, user, ledger, ...change }, rules);
    expect(drift.map(({ field }) => field)).toEqual(expect.arrayContaining(fields));
    expect(drift).not.toEqual([]);
  });
});

test('days judged by earlier rules keep what those made of them', () => {
  const { user, ledger } = stored().stored;
  const later = {
    ...program,
    version: '2',
    milestones: [2, 3],
    freeze: { xpPerFreeze: 10, maxHeld: 9 },
  };
  expect(
    driftOf({ shard: user.shard, user, ledger }, { program: later, outages: noOutages }),
  ).toEqual([]);
});

describe('the activities are the source', () => {
  test('a day that lost an activity, and one that was lost altogether, come back', () => {
    const { stored: whole, activities } = stored();
    const poorer = withDay(whole.ledger, march(10), { count: 0, plainXp: 0, categories: [] });
    poorer.delete(march(7));
    const source = ledgerOfActivities(activities, poorer, whole.user.streak, program);
    expect(source.get(march(10))).toMatchObject({ count: 1, plainXp: 75, verdict: 'active' });
    expect(source.get(march(7))).toMatchObject({
      count: 1,
      verdict: 'open',
      zone: 'Europe/Berlin',
    });
    const drift = driftOf({ ...whole, ledger: poorer }, rules, source);
    expect(drift.map(({ field }) => field)).toEqual(
      expect.arrayContaining([`days.${march(7)}`, `days.${march(10)}.count`]),
    );
  });

  test('a day without any activity is left alone: its history may have been loaded', () => {
    const { stored: whole, activities } = stored();
    const source = ledgerOfActivities(
      activities.slice(5),
      whole.ledger,
      whole.user.streak,
      program,
    );
    expect(source).toEqual(whole.ledger);
  });
});
