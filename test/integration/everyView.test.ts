import './fewShards';
import { FieldPath } from 'firebase-admin/firestore';
import type { GetCalendarResponse } from '../../functions/src/contracts/calendar';
import type { ListedChallenge } from '../../functions/src/contracts/challenges';
import type { GetInsightsResponse } from '../../functions/src/contracts/insights';
import type { GetLeaderboardResponse } from '../../functions/src/contracts/leaderboards';
import type { OutageView } from '../../functions/src/contracts/outages';
import type {
  ExplainStreakResponse,
  GetStreakResponse,
} from '../../functions/src/contracts/streaks';
import { auditStreaks } from '../../functions/src/features/audit/auditStreaks';
import { loadOutages } from '../../functions/src/features/outages/store';
import { clock } from '../../functions/src/platform/clock';
import { connectStore } from '../../functions/src/platform/bulkStore';
import { program } from '../../functions/src/program';
import { importLog } from '../../tools/import/importLog';
import { Pace } from '../../tools/import/pace';
import { sortLog } from '../../tools/import/sortedLog';
import { noneDeclared } from '../../tools/ports';
import { header, logFile } from '../tools/logFile';
import { type Messaging, startMessaging } from './messaging';

let world: Messaging;
const user = 'ada';
const berlin = { timeZone: 'Europe/Berlin' };
const admin = { uid: 'root', claims: { admin: true } };

/** A Friday, the day that is missed; it ends at 03:00 UTC on Saturday. */
const DAY = '2026-03-06';
const march = { from: '2026-03-01', to: '2026-03-31' };
/** All of the day's waking hours. */
const down = { from: '2026-03-06T08:00:00Z', to: '2026-03-06T20:00:00Z', reason: 'Full disk' };

beforeAll(async () => {
  world = await startMessaging();
});

beforeEach(async () => {
  await world.until('2026-12-01T00:00:00Z');
  await world.app.backend.clear();
  world.app.restart();
  world.app.at('2026-03-02T11:00:00Z');
});

afterAll(() => world.close());

const call = <Response>(name: Parameters<Messaging['app']['call']>[1], data: object = {}) =>
  world.app.call(user, name, data) as Promise<Response>;

async function asAdmin<Response>(name: string, data: object): Promise<Response> {
  const answer = (await world.app.host.call(name, data, admin)) as Response;
  await world.app.host.idle();
  return answer;
}

async function logAt(instant: string, activity: object = {}): Promise<void> {
  world.app.at(instant);
  await world.app.log(user, { ...berlin, ...activity });
  await world.app.host.idle();
}

async function maintainAt(instant: string): Promise<void> {
  world.app.at(instant);
  await world.app.runMaintenance();
}

/** Somebody who is shown, takes part in a challenge, and is active from Monday to Thursday. */
async function untilThursday(activity: object): Promise<void> {
  await world.user(user);
  await call('setTimeZone', berlin);
  await call('setLeaderboardProfile', { displayName: 'Ada' });
  await asAdmin('createChallenge', {
    ...{
      challengeId: 'march',
      title: 'All of March',
      window: { kind: 'days', first: '2026-03-02', last: '2026-03-31' },
    },
    goal: { kind: 'active-days', target: 20 },
  });
  await call('joinChallenge', { challengeId: 'march' });
  for (const day of [2, 3, 4, 5]) await logAt(`2026-03-0${day}T12:00:00Z`, activity);
}

const freezing = { type: 'evaluation_high', quantity: 3 };

/** A way in which the past heals, or a correction that takes something back. */
interface Healing {
  readonly when: string;
  /** What is done from Monday to Thursday. */
  readonly activity?: object;
  /** What happens after the day has been judged. */
  readonly heal: () => Promise<unknown>;
  /** The verdict on the day before, and after. */
  readonly before: string;
  readonly after: string;
  /** Whether nobody is told. */
  readonly isSilent?: boolean;
}

/** The message of the day has been sent, and the day is sealed. */
async function weeksLater(): Promise<void> {
  await world.until('2026-03-07T09:00:00Z');
  for (const day of [16, 17, 18]) await logAt(`2026-03-${day}T12:00:00Z`);
}

const late = () => logAt('2026-03-07T05:00:00Z', { occurredAt: '2026-03-06T20:00:00Z' });
const declare = () => asAdmin<OutageView>('declareOutage', down);
const give = (freezes: number) =>
  asAdmin('adjustFreezes', {
    ...{ uid: user, adjustmentId: 'one', freezes, day: '2026-03-05', reason: 'Apology' },
  });
/** A log of what was done before, on Sunday and on the day. */
async function bring(): Promise<void> {
  const rows = ['2026-03-01', DAY].map(
    (day, nth) => `${user}\tEurope/Berlin\t${day}T12:00:00Z\tquiz_easy_passed\told-${nth}`,
  );
  const log = await sortLog(logFile([`${header}\tactivityId`, ...rows].join('\n')), program);
  const now = () => clock.now();
  const open = connectStore(world.app.backend.projectId, now);
  const store = open({ operation: 'import', correlationId: 'test' }, Infinity);
  const { db } = world.app;
  await importLog(log, {
    ...{ db, program, outages: noneDeclared, now, store, dryRun: false },
    ...{ pace: new Pace(Infinity), onProgress: () => undefined, onUser: () => undefined },
  });
  await log.remove();
  await world.app.host.idle();
}

const sealed = (field: string) => new FieldPath('days', DAY, field);

const healings: readonly Healing[] = [
  {
    when: 'a late activity mends a break',
    ...{ heal: late, before: 'broken', after: 'active' },
  },
  {
    when: 'a late activity gives a freeze back',
    ...{ activity: freezing, heal: late, before: 'frozen', after: 'active' },
  },
  {
    when: 'an outage mends a break',
    ...{ heal: declare, before: 'broken', after: 'kept' },
  },
  {
    when: 'an outage gives a freeze back',
    ...{ activity: freezing, heal: declare, before: 'frozen', after: 'kept' },
  },
  {
    when: 'an outage is revoked',
    heal: async () => {
      const { id } = await declare();
      world.app.at('2026-03-07T05:30:00Z');
      await asAdmin('revokeOutage', { id });
    },
    ...{ before: 'broken', after: 'broken' },
  },
  {
    when: 'an outage is declared weeks later, when the day is sealed',
    heal: async () => {
      await weeksLater();
      await declare();
    },
    ...{ before: 'broken', after: 'kept' },
  },
  {
    when: 'the run is won back',
    heal: async () => {
      await call('startRecovery');
      await logAt('2026-03-07T05:10:00Z');
      await logAt('2026-03-07T05:20:00Z');
    },
    ...{ before: 'broken', after: 'recovered' },
  },
  {
    when: 'a freeze is granted',
    ...{ heal: () => give(1), before: 'broken', after: 'frozen' },
  },
  {
    when: 'one of two freezes is taken',
    ...{
      activity: { ...freezing, quantity: 6 },
      heal: () => give(-1),
      before: 'frozen',
      after: 'frozen',
    },
  },
  {
    when: 'an import brings what was done on the day, and on an earlier one than any known',
    ...{ heal: bring, before: 'broken', after: 'active', isSilent: true },
  },
  {
    when: 'a wrong verdict is repaired',
    heal: async () => {
      await weeksLater();
      const month = world.app.db.doc(`users/${user}/months/2026-03`);
      await month.update(sealed('verdict'), 'frozen', sealed('current'), 4);
      await asAdmin('repairStreak', { uid: user });
    },
    ...{ before: 'broken', after: 'broken' },
  },
  {
    when: 'an outage is revoked and declared again in one night, when the day is sealed',
    heal: async () => {
      await weeksLater();
      world.app.at('2026-03-18T22:00:00Z');
      const { id } = await declare();
      world.app.at('2026-03-18T23:00:00Z');
      await asAdmin('revokeOutage', { id });
    },
    ...{ before: 'broken', after: 'broken' },
  },
  {
    when: 'a journey west opens the day again',
    heal: () => call('setTimeZone', { timeZone: 'Pacific/Honolulu' }),
    ...{ before: 'broken', after: 'open' },
  },
  {
    when: 'a journey west opens the day again, and the next one is active already',
    heal: async () => {
      await logAt('2026-03-07T05:00:00Z');
      await call('setTimeZone', { timeZone: 'Pacific/Honolulu' });
    },
    ...{ before: 'broken', after: 'open' },
  },
];

/** What every page says, brought to the same form. */
async function pages() {
  const streak = await call<GetStreakResponse>('getStreak');
  const explained = await call<ExplainStreakResponse>('explainStreak', { from: '2026-03-01' });
  const calendar = await call<GetCalendarResponse>('getCalendar', march);
  const insights = await call<GetInsightsResponse>('getInsights');
  const board = async (name: string) => {
    const { you } = await call<GetLeaderboardResponse>('getLeaderboard', { board: name });
    return you?.neighbours.find(({ isYou }) => isYou);
  };
  const boards = { weekly: await board('weekly'), allTime: await board('allTime') };
  const { challenges } = await call<{ challenges: ListedChallenge[] }>('listChallenges');
  const { shareId } = await call<{ shareId: string }>('createShare', {
    kind: 'streak',
    fields: ['streak', 'longest', 'calendar'],
  });
  const share = await world.app.db.doc(`shares/${shareId}`).get();
  return { streak, explained, calendar, insights, boards, challenges, share };
}

/** Holds that no page contradicts another, for any day up to today. @returns the verdict on the day */
async function expectAgreement(joinedOn = '2026-03-02'): Promise<string> {
  const { streak, explained, calendar, insights, boards, challenges, share } = await pages();
  const { today } = streak;
  const past = calendar.days.filter(({ verdict }) => verdict !== 'future');
  expect(past).toEqual(
    explained.days.map(({ day, verdict, keptReason, activities, xp, current }) => ({
      ...{ day, keptReason, activities, xp, current },
      verdict: keptReason === 'recovered' && verdict === 'kept' ? 'recovered' : verdict,
    })),
  );

  const { totals } = calendar;
  const last = explained.days.at(-1);
  expect({ today, current: streak.current, freezes: streak.freezes }).toEqual({
    ...{ today: calendar.today, current: last?.current, freezes: last?.freezes },
  });
  expect(streak).toMatchObject({
    ...{ activeDays: totals.active, activities: totals.activities, xp: totals.xp },
    ...{ frozenDays: totals.frozen, recoveries: { count: totals.recovered } },
    activeToday: past.find(({ day }) => day === today)?.verdict === 'active',
  });

  expect(insights).toMatchObject({ activeDays: totals.active, freezesUsed: totals.frozen });
  expect(insights.longestRuns[0]?.days ?? 0).toBe(streak.longest);
  const since = past.filter(
    ({ day, verdict }) => day >= insights.heatmap.from && (day <= today || verdict === 'active'),
  );
  expect(insights.heatmap.counts).toEqual(
    since.map(({ verdict, activities }) =>
      verdict === 'kept' || verdict === 'recovered' ? null : activities,
    ),
  );
  expect(past.filter(({ day }) => day < insights.heatmap.from)).toEqual(
    past.filter(({ verdict }) => verdict === 'before'),
  );

  expect(boards.allTime).toMatchObject({
    ...{ activeDays: totals.active, run: streak.longest, xp: streak.xp },
  });
  if (boards.weekly) expect(boards.weekly.run).toBe(streak.current);
  const counted = past.filter(({ day, verdict }) => day >= joinedOn && verdict === 'active');
  expect(challenges).toMatchObject([{ part: { value: counted.length } }]);

  const shown = past.filter(({ day }) => day <= today).slice(-14);
  const strip = shown.map(({ verdict }) => {
    if (verdict === 'active') return 2;
    return ['kept', 'frozen', 'recovered'].includes(verdict) ? 1 : 0;
  });
  expect(share.get('card')).toMatchObject({ streak: streak.current, longest: streak.longest });
  expect((share.get('card.calendar') as number[]).slice(-strip.length)).toEqual(strip);

  const entry = calendar.days.find(({ day }) => day === today);
  const isAtRisk = streak.lapsesAt === streak.dayEndsAt;
  expect(isAtRisk).toBe(streak.current > 0 && entry?.verdict === 'open' && !entry.keptReason);
  return calendar.days.find(({ day }) => day === DAY)?.verdict ?? '';
}

/** Holds that an audit finds nothing. */
async function expectNoDrift(): Promise<void> {
  const { db } = world.app;
  const rules = { db, program, now: () => clock.now(), random: Math.random };
  const deps = { ...rules, giveUp: () => Promise.reject(new Error('Nothing is to be given up.')) };
  const outages = await loadOutages(db);
  expect(await auditStreaks({ ...deps, outages }, 'audit')).toEqual({ users: 1, drifted: 0 });
}

/** Holds that the last event of the day is what holds. */
async function expectTold(verdict: string): Promise<void> {
  const events = await world.app.db.collection(`users/${user}/events`).get();
  const ofDay = events.docs
    .map(({ id }) => id.split('.'))
    .filter(([, day, changes]) => day === DAY && changes !== undefined)
    .sort((a, b) => Number(a[2]) - Number(b[2]));
  const latest = ofDay.filter(([, , changes]) => changes === ofDay.at(-1)?.[2]);
  const says = new Map([
    ['frozen', 'freeze_applied'],
    ['broken', 'streak_broken'],
  ]);
  const lost = latest
    .map(([kind]) => kind)
    .filter((kind) => [...says.values()].includes(kind ?? ''));
  expect(lost).toEqual([says.get(verdict)].filter(Boolean));
}

/** Holds that what was pushed since tells of what is shown. */
async function expectToldTruly(pushedBefore: number): Promise<void> {
  const { runStart } = await call<GetStreakResponse>('getStreak');
  const { totals } = await call<GetCalendarResponse>('getCalendar', march);
  const isTrue = new Map([
    ['streak_broken', totals.broken > 0],
    ['freeze_applied', totals.frozen > 0],
    ['restored', runStart !== null && runStart < DAY],
    ['recovered', totals.recovered > 0 && runStart !== null && runStart < DAY],
  ]);
  const kinds = world
    .pushes()
    .slice(pushedBefore)
    .map(({ data }) => String(data['kind']));
  expect(kinds.filter((kind) => isTrue.get(kind) === false)).toEqual([]);
}

test.each(healings)(
  'when $when, no page and no message contradicts another',
  async ({ activity = {}, heal, before, after, isSilent = false }) => {
    await untilThursday(activity);
    await maintainAt('2026-03-07T03:07:00Z');
    expect(await expectAgreement()).toBe(before);
    const shared = await world.app.db.collection('shares').get();

    world.app.at('2026-03-07T05:00:00Z');
    await heal();
    const pushedBefore = world.pushes().length;
    expect(await expectAgreement()).toBe(after);
    await expectNoDrift();
    if (!isSilent) await expectTold(after);
    for (const { ref, data } of shared.docs.map((card) => ({ ref: card.ref, data: card.data() }))) {
      expect((await ref.get()).data()).toEqual(data); // a card is a snapshot
    }

    const healedAt = new Date(clock.now()).toISOString();
    await world.until([healedAt, '2026-03-07T09:00:00Z'].sort().at(-1) ?? '');
    await expectToldTruly(pushedBefore);

    for (const instant of ['2026-03-19T19:01:00Z', '2026-03-22T03:07:00Z']) {
      await maintainAt(instant);
      await expectAgreement();
    }
    expect(world.app.host.failures).toEqual([]);
  },
);

test('who begins is shown nothing before, and an earlier day that is heard of late is the first', async () => {
  await untilThursday({});
  await call('deleteMyData', {});
  await world.app.host.idle();
  await untilFriday();
  expect(await expectAgreement(DAY)).toBe('active');
  await logAt('2026-03-06T13:00:00Z', { occurredAt: '2026-03-04T14:00:00Z' });
  expect(await expectAgreement(DAY)).toBe('active');
  const { days } = await call<GetCalendarResponse>('getCalendar', march);
  expect(days.slice(2, 6).map(({ verdict }) => verdict)).toEqual([
    ...['before', 'active', 'broken', 'active'],
  ]);
});

/** Active on Friday for the first time. */
async function untilFriday(): Promise<void> {
  await call('setTimeZone', berlin);
  await call('setLeaderboardProfile', { displayName: 'Ada' });
  await call('joinChallenge', { challengeId: 'march' });
  await logAt('2026-03-06T12:00:00Z');
}
