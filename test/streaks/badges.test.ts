import { program } from '../../functions/src/program';
import { addDays, daysBetween } from '../../functions/src/engine/days';
import { foldDays, times } from './foldedDays';
import { person } from './person';

const all = 'fgel';
const monday = '2026-01-05';

/** Each badge of a kind with the day, counted from 1, on which it was earned. */
function earned(days: string, kind: string): Record<string, number> {
  const { badges } = foldDays(days).tally;
  const ofKind = Object.entries(badges).filter(([id]) => program.badges[id]?.rule.kind === kind);
  return Object.fromEntries(ofKind.map(([id, day]) => [id, daysBetween(monday, day) + 1]));
}

test('runs earn Ignition to Eternal Flame, each on its day', () => {
  expect(earned(times(89, 'f'), 'run')).toEqual({
    ignition: 1,
    warming_up: 7,
    on_fire: 14,
    blazing: 30,
    inferno: 60,
  });
  expect(earned(times(90, 'f'), 'run')['eternal_flame']).toBe(90);
});

test('a badge is earned once and stays when the run is lost', () => {
  expect(earned(`${times(7, 'f')} . ${times(7, 'f')} .`, 'run')).toEqual({
    ignition: 1,
    warming_up: 7,
  });
});

test.each([
  ['a 7-day run after losing one of 30', `${times(30, 'f')} . ${times(7, 'f')}`, { phoenix: 38 }],
  ['a 7-day run any time after', `${times(30, 'f')} . f . ${times(7, 'f')}`, { phoenix: 40 }],
  ['not a 6-day run', `${times(30, 'f')} . ${times(6, 'f')}`, {}],
  ['not after losing only 29 days', `${times(29, 'f')} . ${times(7, 'f')}`, {}],
  ['not while the 30 days are not lost', times(37, 'f'), {}],
  ['not when a freeze saves the 30 days', `V10 ${times(29, 'f')} . ${times(7, 'f')}`, {}],
])('Phoenix: %s', (_, days, expected) => {
  expect(earned(days, 'comeback')).toEqual(expected);
});

test.each([
  [495, 'V9hl', {}],
  [500, 'V10', { novice: 1 }],
  [1000, 'V10 V10', { novice: 1, apprentice: 2 }],
  [2500, 'V50', { novice: 1, apprentice: 1, scholar: 1 }],
  [4995, 'V99hl', { novice: 1, apprentice: 1, scholar: 1 }],
  [5000, 'V99hl f', { novice: 1, apprentice: 1, scholar: 1, expert: 2 }],
  [10000, 'V200', { novice: 1, apprentice: 1, scholar: 1, expert: 1, master: 1 }],
  [25000, 'V500', { novice: 1, apprentice: 1, scholar: 1, expert: 1, master: 1, grandmaster: 1 }],
])('%d XP earn their badges', (xp, days, expected) => {
  expect(foldDays(days).tally.xp).toBe(xp);
  expect(earned(days, 'xp')).toEqual(expected);
});

const bonusWeek = `${all} ${times(6, '.')}`;
const dullWeek = `f ${times(6, '.')}`;

test.each([
  ['not after 3 bonus weeks', times(3, bonusWeek), {}],
  ['Consistent Learner after 4', times(4, bonusWeek), { consistent_learner: 22 }],
  [
    'not after 4 with one between that has no bonus',
    `${times(2, bonusWeek)} ${dullWeek} ${times(2, bonusWeek)}`,
    {},
  ],
  [
    'not after 4 with one between that has no activity',
    `${times(2, bonusWeek)} ${times(7, '.')} ${times(2, bonusWeek)}`,
    {},
  ],
  [
    'on the day that completes the fourth week',
    `${times(3, bonusWeek)} f g e l`,
    { consistent_learner: 25 },
  ],
  [
    'all four after 26',
    times(26, bonusWeek),
    { consistent_learner: 22, dedication: 50, commitment: 78, unstoppable: 176 },
  ],
])('bonus weeks: %s', (_, days, expected) => {
  expect(earned(days, 'bonusWeeks')).toEqual(expected);
});

test.each([
  ['7 active days from Monday to Sunday', times(7, 'f'), { perfect_week: 7 }],
  ['not 6 and a frozen day', `V10 . ${times(5, 'f')}`, {}],
  ['not 6 and a day skipped by a flight', `f ~ ${times(5, 'f')}`, {}],
  ['not 7 days over two weeks', `. ${times(7, 'f')}`, {}],
  ['the next full week', `. ${times(13, 'f')}`, { perfect_week: 14 }],
])('Perfect Week: %s', (_, days, expected) => {
  expect(earned(days, 'activeWeek')).toEqual(expected);
});

describe.each([
  ['UTC', '2026-01-05'],
  ['Asia/Kathmandu', '2026-01-05'],
  ['America/New_York', '2026-07-06'],
])('by the clock on the wall in %s', (zone, date) => {
  const offset = { UTC: 'Z', 'Asia/Kathmandu': '+05:45', 'America/New_York': '-04:00' }[zone] ?? '';

  test.each([
    ['22:59', undefined],
    ['23:00', 'night_owl'],
    ['00:30', 'night_owl'],
    ['03:59', 'night_owl'],
    ['04:00', 'early_bird'],
    ['07:59', 'early_bird'],
    ['08:00', undefined],
    ['12:00', undefined],
  ])('ten activities at %s earn Night Owl, Early Bird or nothing', (time, badge) => {
    const someone = person(zone);
    const at = `${date}T${time}${offset}`;
    for (let n = 1; n < 10; n++) someone.log(at);
    const nine = Object.keys(someone.settle(at).tally.badges);
    const { newBadges } = someone.log(at).response;
    expect(nine).toEqual(['ignition']);
    expect(newBadges).toEqual(badge === undefined ? [] : [badge]);
  });
});

test('Night Owl counts activities of many days, and one with a quantity as one', () => {
  const someone = person('UTC');
  const night = (index: number) => `${addDays(monday, index)}T23:30Z`;
  for (let n = 0; n < 9; n++) someone.log(night(n), { quantity: 20 });
  expect(someone.settle(night(8)).tally.badges).not.toHaveProperty('night_owl');
  someone.log(night(9));
  expect(someone.settle(night(9)).tally.badges['night_owl']).toBe('2026-01-14');
});

test('hours are those of the zone that the user was in then', () => {
  const someone = person('UTC');
  for (let n = 0; n < 10; n++) someone.log('2026-01-05T23:30Z');
  expect(someone.settle('2026-01-05T23:30Z').tally.badges).toHaveProperty('night_owl');
  const traveller = person('America/New_York');
  for (let n = 0; n < 10; n++) traveller.log('2026-01-05T23:30Z'); // 18:30
  traveller.move('2026-01-05T23:31Z', 'UTC');
  expect(traveller.settle('2026-01-06T12:00Z').tally.badges).toEqual({ ignition: '2026-01-05' });
});

test('hours follow when it is heard late that the user was in another zone then', () => {
  const someone = person('UTC');
  for (let n = 0; n < 10; n++) someone.log('2026-01-05T15:00Z'); // midnight in Tokyo
  expect(someone.settle('2026-01-05T15:00Z').tally.badges).not.toHaveProperty('night_owl');
  const deliveredAt = '2026-01-05T16:00Z';
  someone.log('2026-01-05T14:00Z', { timeZone: 'Asia/Tokyo', deliveredAt });
  expect(someone.settle(deliveredAt).tally.badges).toHaveProperty('night_owl', '2026-01-05');
  expect(someone.ledger.get('2026-01-05')?.byHour).toEqual({ 0: 10, 23: 1 });
});
