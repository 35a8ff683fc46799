import {
  defaultPreferences,
  patched,
  type Preferences,
} from '../../functions/src/contracts/preferences';
import {
  afterReminder,
  isReminded,
  neverReminded,
  type Reminded,
  reminder,
} from '../../functions/src/features/notifications/reminder';
import { noOutages } from '../../functions/src/engine/outages';
import { program } from '../../functions/src/program';
import { instantOf, person } from '../streaks/person';

/** It takes the waking hours of 3 March in Berlin. */
const outage = {
  ...{ id: 'any', reason: 'Full disk' },
  from: instantOf('2026-03-03T06:00+01:00'),
  to: instantOf('2026-03-03T19:00+01:00'),
};
const evening = '2026-03-03T20:01+01:00';

/** Active on the last three days up to 2 March; what is decided at an instant. */
function decided(at: string, outages = noOutages, preferences: Preferences = defaultPreferences) {
  const someone = person('Europe/Berlin', program, () => outages);
  for (const day of ['02-28', '03-01', '03-02']) someone.log(`2026-${day}T12:00+01:00`);
  return reminder(someone.settle(at), preferences, neverReminded, instantOf(at), program);
}

const next = (at: string) => ({ remindAt: instantOf(at) });

test.each([
  ['in the evening, of what may be lost', decided(evening), 'at risk'],
  ['not before', decided('2026-03-03T19:59+01:00'), next('2026-03-03T20:00+01:00')],
  [
    'not of a day that an outage keeps, but of the day after',
    decided(evening, { version: 1, outages: [outage] }),
    next('2026-03-04T20:00+01:00'),
  ],
  [
    'not who wants no reminders',
    decided(evening, noOutages, patched(defaultPreferences, { enabled: false })),
    { remindAt: null },
  ],
])('people are reminded %s', (_, reminded, expected) => {
  const atRisk = {
    remindAt: null,
    atRisk: { day: '2026-03-03', current: 3, freezes: 0 },
    reminded: {
      ...neverReminded,
      ...{ day: '2026-03-03', due: { day: '2026-03-03', frozenDays: 0 } },
    },
  };
  expect(reminded).toEqual(expected === 'at risk' ? atRisk : expected);
});

const runStart = '2026-03-01';
const lost: Reminded = { ...neverReminded, day: '2026-02-20', unanswered: 6 };

test.each([
  ['of two days: no', { current: 2, freezes: 0, runStart }, neverReminded, false],
  ['of three days: yes', { current: 3, freezes: 0, runStart }, neverReminded, true],
  [
    'that a freeze covers: yes, to say so',
    { current: 3, freezes: 1, runStart },
    neverReminded,
    true,
  ],
  [
    'that a freeze covers, after that was said: no',
    { current: 9, freezes: 1, runStart },
    { ...neverReminded, coveredRun: runStart },
    false,
  ],
  [
    'that a freeze covers, of somebody who mostly comes late: no',
    { current: 3, freezes: 1, runStart },
    { ...neverReminded, came: 3, missed: 1 },
    false,
  ],
  [
    'that a freeze covers, of somebody who comes late half of the time: yes',
    { current: 3, freezes: 1, runStart },
    { ...neverReminded, came: 3, missed: 3 },
    true,
  ],
  [
    'that no freeze covers, of somebody who mostly comes late: yes',
    { current: 3, freezes: 0, runStart },
    { ...neverReminded, came: 20, missed: 0 },
    true,
  ],
  [
    'that no freeze covers any more: yes',
    { current: 9, freezes: 0, runStart },
    { ...neverReminded, coveredRun: runStart },
    true,
  ],
  [
    'after seven that were lost all the same: yes',
    { current: 3, freezes: 0, runStart },
    lost,
    true,
  ],
  [
    'of three days after eight of those: no',
    { current: 3, freezes: 0, runStart },
    { ...lost, unanswered: 7 },
    false,
  ],
  [
    'of six days after eight of those: yes',
    { current: 6, freezes: 0, runStart },
    { ...lost, unanswered: 7 },
    true,
  ],
  [
    'of three days after many, the last of which was answered: yes',
    { current: 3, freezes: 0, runStart },
    { ...lost, unanswered: 30, day: '2026-03-02' },
    true,
  ],
  [
    'of 24 days, whatever was before: yes',
    { current: 24, freezes: 0, runStart },
    { ...lost, unanswered: 99 },
    true,
  ],
])('a reminder of a run %s', (_, standing, before, expected) => {
  expect(isReminded(standing, defaultPreferences, before, 'push')).toBe(expected);
});

test('what is remembered of a reminder', () => {
  const standing = { current: 3, freezes: 1, runStart };
  expect(afterReminder(lost, '2026-03-04', standing)).toEqual({
    ...neverReminded,
    day: '2026-03-04',
    unanswered: 7,
    coveredRun: runStart,
  });
});

test('what came of days on which a reminder was due is remembered', () => {
  const someone = person('Europe/Berlin');
  let known = neverReminded;
  const due = (at: string) => {
    const { reminded } = reminder(
      ...([someone.settle(at), defaultPreferences, known, instantOf(at), program] as const),
    );
    known = reminded ?? known;
  };
  for (const day of ['02-27', '02-28', '03-01', '03-02', '03-03']) {
    someone.log(`2026-${day}T21:00+01:00`);
  }
  due('2026-03-04T20:01+01:00');
  someone.log('2026-03-04T21:00+01:00');
  due('2026-03-05T20:01+01:00');
  expect(known).toMatchObject({ came: 1, missed: 0 });
  for (const day of ['03-10', '03-11', '03-12']) someone.log(`2026-${day}T21:00+01:00`);
  due('2026-03-13T20:01+01:00');
  expect(known).toMatchObject({ came: 1, missed: 1 });
});
