import { program } from '../../functions/src/program';
import { viewStreak } from '../../functions/src/engine/streakView';
import { streakView } from '../../functions/src/contracts/views';
import { newYork, tokyo } from './hops';
import { type Moment, type Person, instantOf, person } from './person';

function view(someone: Person, at: Moment) {
  const seen = viewStreak(someone.settle(at), instantOf(at), program);
  expect(streakView.parse(seen)).toEqual(seen);
  return seen;
}

test('someone new has nothing, and a day that ends', () => {
  expect(view(person('Europe/Berlin'), '2026-01-05T12:00+01:00')).toEqual({
    today: '2026-01-05',
    timeZone: 'Europe/Berlin',
    timeZoneFixed: false,
    current: 0,
    longest: 0,
    runStart: null,
    activeToday: false,
    dayEndsAt: '2026-01-06T03:00:00.000Z',
    lapsesAt: null,
    lastActiveDay: null,
    freezes: 0,
    xp: 0,
    level: 1,
    tier: 'Junior Clerk',
    levelFromXp: 0,
    nextLevelAtXp: 100,
    nextMilestone: 7,
    activities: 0,
    activeDays: 0,
    frozenDays: 0,
    recovery: null,
    recoveries: { count: 0, lastDay: null, nextFrom: null },
    plan: { pauses: [], pauseDaysLeft: 30, restDays: [], nextRestDays: null },
    cadence: { kind: 'daily', weekdays: [1, 2, 3, 4, 5, 6, 7], daysPerWeek: 7, daysOff: null },
    week: {
      monday: '2026-01-05',
      categories: [],
      missing: ['evaluation', 'flashcards', 'guide', 'quiz'],
      activeDays: 0,
      boosted: false,
      bonusWeeks: 0,
    },
    badges: [],
  });
});

test('the week is that of today, also where the next one has begun elsewhere', () => {
  const someone = person(tokyo);
  someone.log('2026-01-11T12:00+09:00', { type: 'quiz_easy_passed' });
  someone.log('2026-01-12T05:00+09:00'); // a Monday
  const at = '2026-01-12T06:00+09:00';
  expect(view(someone, at).week).toMatchObject({ monday: '2026-01-12', activeDays: 1 });
  someone.move(at, newYork);
  expect(view(someone, at)).toMatchObject({
    today: '2026-01-11',
    current: 2,
    week: {
      monday: '2026-01-05',
      categories: ['quiz'],
      missing: ['evaluation', 'flashcards', 'guide'],
      activeDays: 1,
    },
  });
});

test('a run shows what it has and what comes next', () => {
  const someone = person('UTC');
  for (let day = 5; day < 12; day++) {
    const type = Object.keys(program.activities)[day % 6];
    someone.log(`2026-01-${String(day).padStart(2, '0')}T12:00Z`, type ? { type } : {});
  }
  expect(view(someone, '2026-01-11T12:00Z')).toMatchObject({
    current: 7,
    longest: 7,
    runStart: '2026-01-05',
    activeToday: true,
    lapsesAt: '2026-01-13T04:00:00.000Z',
    lastActiveDay: '2026-01-11',
    xp: 175,
    level: 2,
    levelFromXp: 100,
    nextLevelAtXp: 200,
    nextMilestone: 14,
    activeDays: 7,
    week: { missing: [], activeDays: 7, boosted: false, bonusWeeks: 1 },
    badges: [
      { id: 'ignition', name: 'Ignition', earnedOn: '2026-01-05' },
      { id: 'warming_up', name: 'Warming Up', earnedOn: '2026-01-11' },
      { id: 'perfect_week', name: 'Perfect Week', earnedOn: '2026-01-11' },
    ],
  });
  expect(view(someone, '2026-01-12T12:00Z')).toMatchObject({
    activeToday: false,
    lapsesAt: '2026-01-13T04:00:00.000Z',
    week: { monday: '2026-01-12', activeDays: 0, boosted: true, bonusWeeks: 1 },
  });
  expect(view(someone, '2026-01-19T12:00Z')).toMatchObject({
    current: 0,
    runStart: null,
    lapsesAt: null,
    lastActiveDay: '2026-01-11',
    nextMilestone: 7,
    week: { monday: '2026-01-19', boosted: false, bonusWeeks: 0 },
  });
});

test('after the last milestone and on the last level there is no next one', () => {
  const settled = person('UTC').settle('2026-01-05T12:00Z');
  const tally = { ...settled.tally, current: 1000, xp: 50_000 };
  const seen = viewStreak({ ...settled, tally }, Date.parse('2026-01-05T12:00Z'), program);
  expect(seen).toMatchObject({ nextMilestone: null, level: 100, nextLevelAtXp: null });
});

test('a change of zone is in force at once, and a day ends where it ends last', () => {
  const someone = person('America/New_York');
  someone.move('2026-06-14T20:00-04:00', 'Asia/Tokyo');
  expect(view(someone, '2026-06-14T20:00-04:00')).toMatchObject({
    today: '2026-06-15',
    timeZone: 'Asia/Tokyo',
    dayEndsAt: '2026-06-16T08:00:00.000Z', // in New York
  });
});

test('what is done on another open day does not make today active', () => {
  const someone = person('America/Los_Angeles');
  someone.log('2026-06-10T22:30-07:00', { timeZone: 'UTC' }); // the 11th there
  someone.move('2026-06-10T22:40-07:00', 'America/Los_Angeles');
  expect(view(someone, '2026-06-10T22:45-07:00')).toMatchObject({
    ...{ today: '2026-06-10', activeToday: false, lastActiveDay: '2026-06-11', current: 1 },
  });
});

test('a badge that the program no longer has is shown by its id', () => {
  const settled = person('UTC').settle('2026-01-05T12:00Z');
  const tally = { ...settled.tally, badges: { retired: '2025-01-01' } };
  const { badges } = viewStreak({ ...settled, tally }, Date.parse('2026-01-05T12:00Z'), program);
  expect(badges).toEqual([{ id: 'retired', name: 'retired', earnedOn: '2025-01-01' }]);
});
