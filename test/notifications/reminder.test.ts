import {
  defaultPreferences,
  patched,
  type Preferences,
} from '../../functions/src/contracts/preferences';
import { reminder } from '../../functions/src/features/notifications/reminder';
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

/** Active on 2 March; what is decided at an instant. */
function decided(at: string, outages = noOutages, preferences: Preferences = defaultPreferences) {
  const someone = person('Europe/Berlin', program, () => outages);
  someone.log('2026-03-02T12:00+01:00');
  return reminder(someone.settle(at), preferences, instantOf(at), program);
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
  const atRisk = { remindAt: null, atRisk: { day: '2026-03-03', current: 1, freezes: 0 } };
  expect(reminded).toEqual(expected === 'at risk' ? atRisk : expected);
});
