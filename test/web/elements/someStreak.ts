import type { Day, Streak } from '../../../web/src/dashboard/page';

/** A streak of twelve days that is open today, a Tuesday. */
export const someStreak: Streak = {
  today: '2026-11-24',
  timeZone: 'Asia/Kathmandu',
  timeZoneFixed: false,
  current: 12,
  longest: 1234,
  runStart: '2026-11-10',
  activeToday: false,
  dayEndsAt: '2026-11-24T22:15:00.000Z',
  lapsesAt: '2026-11-24T22:15:00.000Z',
  lastActiveDay: '2026-11-23',
  freezes: 2,
  xp: 1250,
  level: 11,
  tier: 'Summer Associate',
  levelFromXp: 1000,
  nextLevelAtXp: 1400,
  nextMilestone: 14,
  activities: 40,
  activeDays: 30,
  frozenDays: 1,
  recovery: null,
  recoveries: { count: 0, lastDay: null, nextFrom: null },
  cadence: { kind: 'daily', weekdays: [1, 2, 3, 4, 5, 6, 7], daysPerWeek: 7, daysOff: null },
  plan: {
    pauses: [{ from: '2026-12-24', to: '2026-12-26' }],
    pauseDaysLeft: 27,
    restDays: [7],
    nextRestDays: null,
  },
  week: {
    monday: '2026-11-23',
    categories: ['quiz'],
    missing: ['evaluation', 'flashcards', 'guide'],
    activeDays: 1,
    boosted: true,
    bonusWeeks: 2,
  },
  badges: Array.from({ length: 9 }, (_, n) => ({
    id: `badge_${n}`,
    name: `Badge ${n}`,
    earnedOn: `2026-10-0${n + 1}`,
  })),
};

/** That of somebody who has never logged anything. */
export const newStreak: Streak = {
  ...someStreak,
  ...{ current: 0, longest: 0, runStart: null, lapsesAt: null, lastActiveDay: null, freezes: 0 },
  ...{ xp: 0, level: 1, activities: 0, activeDays: 0, frozenDays: 0, badges: [] },
};

const aDay: Day = {
  day: '2026-11-24',
  verdict: 'open',
  keptReason: null,
  dayOff: null,
  reason: 'The day is not over; it is judged when it ends.',
  timeZone: 'Asia/Kathmandu',
  zones: ['Asia/Kathmandu'],
  fromOtherDays: [],
  start: '2026-11-23T22:15:00.000Z',
  end: '2026-11-24T22:15:00.000Z',
  activities: 0,
  xp: 0,
  capped: [],
  rewards: [],
  current: 12,
  freezes: 2,
  programVersion: '1',
};

/** A day that a freeze was used for. */
export const someFrozenDay: Day = {
  ...aDay,
  ...{ day: '2026-11-21', verdict: 'frozen', reason: 'No activity. A freeze was used.' },
};

/** A day of each verdict, oldest first. */
export const someDays: readonly Day[] = [
  { ...aDay, day: '2026-11-19', verdict: 'broken', reason: 'No activity and no freeze held.' },
  { ...aDay, day: '2026-11-20', verdict: 'missed', reason: 'No activity.' },
  someFrozenDay,
  { ...aDay, day: '2026-11-22', verdict: 'kept', keptReason: 'travel', reason: 'A flight east.' },
  { ...aDay, day: '2026-11-23', verdict: 'active', reason: '1 activity.', activities: 1, xp: 25 },
  aDay,
];
