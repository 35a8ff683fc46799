import { skippedDates, streakDayAt, streakDayStart } from '../../functions/src/engine/zones';
import { addDays } from '../../functions/src/engine/days';
import { HOUR } from './wallClock';
import { zoneNames } from './zoneNames';

describe('a day starts when the clock first shows the start hour or later', () => {
  test.each([
    ['on an ordinary day', 'Europe/Berlin', 4, '2026-01-15T04:00+01:00', '2026-01-15'],
    ['in UTC', 'UTC', 4, '2026-01-15T04:00Z', '2026-01-15'],
    ['farthest east', 'Pacific/Kiritimati', 4, '2026-01-15T04:00+14:00', '2026-01-15'],
    ['farthest west', 'Etc/GMT+12', 4, '2026-01-15T04:00-12:00', '2026-01-15'],
    ['in a half-hour zone', 'Asia/Kolkata', 4, '2026-01-15T04:00+05:30', '2026-01-15'],
    ['in a 45-minute zone', 'Asia/Kathmandu', 4, '2026-01-15T04:00+05:45', '2026-01-15'],
    [
      'in a 45-minute zone without summer time',
      'Australia/Eucla',
      4,
      '2026-01-15T04:00+08:45',
      '2026-01-15',
    ],
    [
      'in a 45-minute zone with summer time',
      'Pacific/Chatham',
      4,
      '2026-01-15T04:00+13:45',
      '2026-01-15',
    ],
    ['on a leap day', 'Europe/Berlin', 4, '2028-02-29T04:00+01:00', '2028-02-29'],
    ['after the clock went forward', 'America/New_York', 4, '2026-03-08T04:00-04:00', '2026-03-08'],
    ['after the clock went back', 'America/New_York', 4, '2026-11-01T04:00-05:00', '2026-11-01'],
    [
      'at the gap that skips the start hour',
      'America/New_York',
      2,
      '2026-03-08T03:00-04:00',
      '2026-03-08',
    ],
    [
      'when the gap ends with the start hour',
      'America/New_York',
      3,
      '2026-03-08T03:00-04:00',
      '2026-03-08',
    ],
    [
      'the first time that the hour occurs',
      'America/New_York',
      1,
      '2026-11-01T01:00-04:00',
      '2026-11-01',
    ],
    [
      'when it goes back just before the hour',
      'America/New_York',
      2,
      '2026-11-01T02:00-05:00',
      '2026-11-01',
    ],
    ['at the first 01:00 in London', 'Europe/London', 1, '2026-10-25T01:00+01:00', '2026-10-25'],
    ['at the gap of 01:00 in London', 'Europe/London', 1, '2026-03-29T02:00+01:00', '2026-03-29'],
    ['at the gap of midnight in Cairo', 'Africa/Cairo', 0, '2024-04-26T01:00+03:00', '2024-04-26'],
    [
      'at the gap of midnight in São Paulo',
      'America/Sao_Paulo',
      0,
      '2018-11-04T01:00-02:00',
      '2018-11-04',
    ],
    [
      'when midnight is reached at the second attempt',
      'America/Sao_Paulo',
      0,
      '2018-02-18T00:00-03:00',
      '2018-02-18',
    ],
    [
      'at the first 23:00 of a day that has two',
      'America/Sao_Paulo',
      23,
      '2018-02-17T23:00-02:00',
      '2018-02-17',
    ],
    ['at a gap of half an hour', 'Australia/Lord_Howe', 2, '2026-10-04T02:30+11:00', '2026-10-04'],
    [
      'at a gap of three hours that skips 04:00',
      'Antarctica/Casey',
      4,
      '2009-10-18T05:00+11:00',
      '2009-10-18',
    ],
    [
      'before the clock goes back over the start',
      'Antarctica/Casey',
      0,
      '2010-03-05T00:00+11:00',
      '2010-03-05',
    ],
    [
      'before the clock goes back past the hour',
      'Pacific/Chatham',
      3,
      '2026-04-05T03:00+13:45',
      '2026-04-05',
    ],
    [
      'on the last date before a skipped one',
      'Pacific/Apia',
      4,
      '2011-12-29T04:00-10:00',
      '2011-12-29',
    ],
    [
      'for a skipped date, with the next one',
      'Pacific/Apia',
      4,
      '2011-12-31T04:00+14:00',
      '2011-12-30',
    ],
    ['after a skipped date', 'Pacific/Apia', 4, '2011-12-31T04:00+14:00', '2011-12-31'],
    [
      'for a skipped date from its midnight',
      'Pacific/Apia',
      0,
      '2011-12-31T00:00+14:00',
      '2011-12-30',
    ],
    [
      'for a skipped date to its last hour',
      'Pacific/Apia',
      23,
      '2011-12-31T23:00+14:00',
      '2011-12-30',
    ],
  ])('%s: %s from %i:00, %s', (_, zone, startHour, start, day) => {
    expect(iso(streakDayStart(day, zone, startHour))).toBe(iso(Date.parse(start)));
  });
});

describe('a day from 04:00 lasts', () => {
  test.each([
    ['24 h as a rule', 'Europe/Berlin', '2026-01-15', 24],
    ['23 h when New York springs forward', 'America/New_York', '2026-03-07', 23],
    ['24 h the day after', 'America/New_York', '2026-03-08', 24],
    ['25 h when New York falls back', 'America/New_York', '2026-10-31', 25],
    ['24 h the day after that', 'America/New_York', '2026-11-01', 24],
    ['23 h when London springs forward', 'Europe/London', '2026-03-28', 23],
    ['25 h when London falls back', 'Europe/London', '2026-10-24', 25],
    ['23.5 h when Lord Howe springs forward', 'Australia/Lord_Howe', '2026-10-03', 23.5],
    ['24.5 h when Lord Howe falls back', 'Australia/Lord_Howe', '2026-04-04', 24.5],
    ['23 h when Chatham springs forward at 02:45', 'Pacific/Chatham', '2026-09-26', 23],
    ['25 h when Chatham falls back at 03:45', 'Pacific/Chatham', '2026-04-04', 25],
    ['22 h when Troll goes forward two hours', 'Antarctica/Troll', '2024-03-30', 22],
    ['26 h when Troll goes back two hours', 'Antarctica/Troll', '2024-10-26', 26],
    ['22 h before a three-hour gap over 04:00', 'Antarctica/Casey', '2009-10-17', 22],
    ['23 h after that gap', 'Antarctica/Casey', '2009-10-18', 23],
    ['27 h when the clock goes back three hours', 'Antarctica/Casey', '2010-03-04', 27],
    ['25 h as Ramadan comes in Morocco', 'Africa/Casablanca', '2024-03-09', 25],
    ['23 h as Ramadan has gone in Morocco', 'Africa/Casablanca', '2024-04-13', 23],
    ['23 h when Gaza springs forward', 'Asia/Gaza', '2024-04-19', 23],
    ['25 h when Gaza falls back', 'Asia/Gaza', '2024-10-25', 25],
    ['23 h when Cairo springs forward at midnight', 'Africa/Cairo', '2024-04-25', 23],
    ['25 h when Cairo falls back at midnight', 'Africa/Cairo', '2024-10-31', 25],
    ['23 h when São Paulo sprang forward at midnight', 'America/Sao_Paulo', '2018-11-03', 23],
    ['25 h when São Paulo fell back at midnight', 'America/Sao_Paulo', '2018-02-17', 25],
    ['24 h when Caracas has moved half an hour a day before', 'America/Caracas', '2016-05-01', 24],
    ['23.5 h when Caracas moves half an hour', 'America/Caracas', '2016-04-30', 23.5],
    ['24 h before Samoa skips a date', 'Pacific/Apia', '2011-12-29', 24],
    ['no time at all where Samoa skips the date', 'Pacific/Apia', '2011-12-30', 0],
    ['no time at all where Tokelau skips the date', 'Pacific/Fakaofo', '2011-12-30', 0],
    ['no time at all where Kwajalein skips the date', 'Pacific/Kwajalein', '1993-08-21', 0],
    ['no time at all where Kiritimati skips the date', 'Pacific/Kiritimati', '1994-12-31', 0],
  ])('%s: %s %s', (_, zone, day, hours) => {
    const end = streakDayStart(addDays(day, 1), zone, 4);
    expect(end - streakDayStart(day, zone, 4)).toBe(hours * HOUR);
  });
});

describe('an instant belongs to', () => {
  test.each([
    ['the day before at 03:59', 'Asia/Kathmandu', 4, '2026-01-15T03:59:59.999+05:45', '2026-01-14'],
    ['its own date from 04:00', 'Asia/Kathmandu', 4, '2026-01-15T04:00+05:45', '2026-01-15'],
    ['the day before at 23:59', 'Asia/Kathmandu', 4, '2026-01-14T23:59+05:45', '2026-01-14'],
    ['the day before, year and all', 'Asia/Kolkata', 4, '2026-01-01T03:59+05:30', '2025-12-31'],
    ['its date when days start at midnight', 'UTC', 0, '2026-01-15T00:00Z', '2026-01-15'],
    ['the day before until 22:59', 'UTC', 23, '2026-01-15T22:59Z', '2026-01-14'],
    ['the day before until the gap', 'America/New_York', 2, '2026-03-08T01:59-05:00', '2026-03-07'],
    ['the new day from the gap on', 'America/New_York', 2, '2026-03-08T03:00-04:00', '2026-03-08'],
    [
      'the new day at the first 01:30',
      'America/New_York',
      1,
      '2026-11-01T01:30-04:00',
      '2026-11-01',
    ],
    [
      'the new day at the other 01:30',
      'America/New_York',
      1,
      '2026-11-01T01:30-05:00',
      '2026-11-01',
    ],
    ['the day before at both 01:30', 'America/New_York', 2, '2026-11-01T01:30-05:00', '2026-10-31'],
    [
      'the day that began, 23:30 or not',
      'Antarctica/Casey',
      0,
      '2010-03-04T23:30+08:00',
      '2010-03-05',
    ],
    [
      'the day that began, 02:50 or not',
      'Pacific/Chatham',
      3,
      '2026-04-05T02:50+12:45',
      '2026-04-05',
    ],
    [
      'the day before until a wide gap',
      'Antarctica/Casey',
      4,
      '2009-10-18T01:59+08:00',
      '2009-10-17',
    ],
    [
      'the new day from a wide gap on',
      'Antarctica/Casey',
      4,
      '2009-10-18T05:00+11:00',
      '2009-10-18',
    ],
    [
      'the last day lived, not a skipped one',
      'Pacific/Apia',
      4,
      '2011-12-31T03:59+14:00',
      '2011-12-29',
    ],
    ['the day after a skipped one', 'Pacific/Apia', 4, '2011-12-31T04:00+14:00', '2011-12-31'],
    ['the last day lived all day long', 'Pacific/Apia', 23, '2011-12-31T22:59+14:00', '2011-12-29'],
  ])('%s: %s from %i:00, %s', (_, zone, startHour, instant, day) => {
    expect(streakDayAt(Date.parse(instant), zone, startHour)).toBe(day);
  });
});

test('a day without length is the one whose start is its end', () => {
  const bounds = ['2011-12-29', '2011-12-30', '2011-12-31', '2012-01-01'].map((day) =>
    iso(streakDayStart(day, 'Pacific/Apia', 4)),
  );
  expect(bounds).toEqual([
    '2011-12-29T14:00:00.000Z',
    '2011-12-30T14:00:00.000Z',
    '2011-12-30T14:00:00.000Z',
    '2011-12-31T14:00:00.000Z',
  ]);
});

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

test('every date that a zone has left out is known, and found in a part of its year', () => {
  const skipped = zoneNames.flatMap((zone) =>
    skippedDates(zone, '1970-01-01', '2037-12-31').map((date) => `${zone} ${date}`),
  );
  const places = {
    '1993-08-21': ['Kwajalein', 'Pacific/Kwajalein'],
    '1994-12-31': ['Pacific/Enderbury', 'Pacific/Kanton', 'Pacific/Kiritimati'],
    '2011-12-30': ['Pacific/Apia', 'Pacific/Fakaofo'],
  };
  const expected = Object.entries(places).flatMap(([date, zones]) =>
    zones.map((zone) => `${zone} ${date}`),
  );
  expect(skipped).toEqual(expected.sort());
  expect(skippedDates('Pacific/Apia', '2011-12-30', '2012-02-01')).toEqual(['2011-12-30']);
  expect(skippedDates('Pacific/Apia', '2011-01-01', '2011-12-29')).toEqual([]);
  expect(skippedDates('Pacific/Apia', '2011-12-31', '2011-12-31')).toEqual([]);
});
