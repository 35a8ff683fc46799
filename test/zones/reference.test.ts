import { program } from '../../functions/src/program';
import { type Move, boundsOf, dayShown, isOpen } from '../reference/journey';
import { journeyOfUser, referenceStreak } from '../reference/reference';

/** The zone that a device shows when something is done, and when. */
type Act = readonly [zone: string, at: string];

function activitiesOf(acts: readonly Act[]) {
  const what = { type: 'quiz_easy_passed', quantity: 1 };
  return acts.map(([timeZone, at]) => ({ ...what, timeZone, occurredAt: Date.parse(at) }));
}

const losAngeles = 'America/Los_Angeles';
const honolulu = 'Pacific/Honolulu';
const auckland = 'Pacific/Auckland';
const kiritimati = 'Pacific/Kiritimati';

/** The days that acts count for, and the verdicts of the others, by an instant. */
function verdictsOf(acts: readonly Act[], until: string, moves: readonly Move[] = []) {
  const activities = activitiesOf(acts);
  const past = { program, moves, activities, until: Date.parse(until) };
  const { verdicts } = referenceStreak(past);
  return Object.entries(verdicts).map(([day, verdict]) => `${day.slice(5)} ${verdict}`);
}

test.each<[string, readonly Act[], string, string[]]>([
  [
    'an activity counts for the day that its own zone shows',
    [[honolulu, '2026-06-03T05:30Z']], // 19:30 on the 2nd
    '2026-06-03T06:00Z',
    ['06-02 active'],
  ],
  [
    'if that day has activity, it counts for the earliest other open day that has none',
    [
      ['UTC', '2026-06-03T05:00Z'], // the 3rd
      ['UTC', '2026-06-03T05:30Z'],
      [losAngeles, '2026-06-03T06:00Z'], // 23:00 on the 2nd
      [losAngeles, '2026-06-03T06:30Z'],
    ],
    '2026-06-03T07:00Z',
    ['06-02 active', '06-03 active'],
  ],
  [
    'the earliest open day may be one that another zone has begun',
    [
      [kiritimati, '2026-06-03T13:00Z'], // 03:00 on the 4th, so the 3rd
      [honolulu, '2026-06-03T15:00Z'], // 05:00 on the 3rd, and the 4th in Kiritimati
    ],
    '2026-06-03T16:00Z',
    ['06-03 active', '06-04 active'],
  ],
  [
    'two devices in turn lose no day: the one that is passed over once is kept',
    [
      [losAngeles, '2026-06-02T05:30Z'],
      ['UTC', '2026-06-03T05:30Z'],
      [losAngeles, '2026-06-04T05:30Z'],
      ['UTC', '2026-06-05T05:30Z'],
    ],
    '2026-06-05T06:00Z',
    ['06-01 active', '06-02 kept', '06-03 active', '06-04 active', '06-05 active'],
  ],
  [
    'a day is judged when it has ended in the last of the zones of a week',
    [
      [honolulu, '2026-06-02T20:00Z'],
      [auckland, '2026-06-03T22:00Z'], // 10:00 on the 4th, and the 3rd is left out
    ],
    '2026-06-04T13:59Z', // 03:59 on the 4th in Honolulu
    ['06-02 active', '06-04 active'],
  ],
  [
    'and then what a change has passed over is kept',
    [
      [honolulu, '2026-06-02T20:00Z'],
      [auckland, '2026-06-03T22:00Z'],
    ],
    '2026-06-04T14:00Z',
    ['06-02 active', '06-03 kept', '06-04 active'],
  ],
  [
    'within 7 days of a change that kept a day no other keeps any',
    [
      [honolulu, '2026-06-02T20:00Z'],
      [auckland, '2026-06-03T22:00Z'], // passes over the 3rd
      [honolulu, '2026-06-05T20:00Z'],
      [auckland, '2026-06-07T22:00Z'], // passes over the 7th
    ],
    '2026-06-08T14:00Z',
    [
      ...['06-02 active', '06-03 kept', '06-04 active', '06-05 active', '06-06 broken'],
      ...['06-07 missed', '06-08 active'],
    ],
  ],
])('%s', (_, acts, until, verdicts) => {
  expect(verdictsOf(acts, until)).toEqual(verdicts);
});

describe('a zone that was left', () => {
  // Left at 10:00 on the 2nd, as it showed it.
  const moves = [{ at: Date.parse('2026-06-02T20:00Z'), zone: 'UTC' }];
  const stays = journeyUser(honolulu, moves);

  function journeyUser(home: string, all: readonly Move[]) {
    return journeyOfUser({ program, home, moves: all, activities: [] });
  }

  test('keeps days open for the seven days after it, and no longer', () => {
    const closes = (day: string) =>
      new Date(boundsOf(day, stays, program.dayStartHour).end).toISOString();
    expect(closes('2026-06-09')).toBe('2026-06-10T14:00:00.000Z');
    expect(closes('2026-06-10')).toBe('2026-06-11T04:00:00.000Z');
  });

  test('opens a day again that had ended, for whoever comes back to it', () => {
    const isOpenAt = (at: string, all: readonly Move[]) =>
      isOpen('2026-06-20', Date.parse(at), journeyUser(honolulu, all), program.dayStartHour);
    const back = { at: Date.parse('2026-06-21T10:00Z'), zone: honolulu };
    expect(isOpenAt('2026-06-21T10:00Z', moves)).toBe(false);
    expect(isOpenAt('2026-06-21T10:00Z', [...moves, back])).toBe(true);
    expect(isOpenAt('2026-06-21T14:00Z', [...moves, back])).toBe(false);
  });
});

test('a zone that is fixed is in force until it is told to be so no longer', () => {
  const at = (time: string) => Date.parse(`2026-06-${time}`);
  const fixes = { at: at('02T12:00Z'), zone: honolulu, fixed: true };
  const device = { at: at('03T12:00Z'), zone: auckland };
  const other = { at: at('04T12:00Z'), zone: kiritimati, fixed: true };
  const lets = { at: at('05T12:00Z'), zone: kiritimati, fixed: false };
  const moves = [fixes, device, other, lets, { at: at('06T12:00Z'), zone: auckland }];
  const stays = journeyOfUser({ program, home: 'UTC', moves, activities: [] });
  expect(stays.map(({ zone }) => zone)).toEqual(['UTC', honolulu, kiritimati, auckland]);
  expect(dayShown(stays, at('03T13:00Z'), program.dayStartHour)).toBe('2026-06-02');
});
