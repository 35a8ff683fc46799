import { isRefusal } from '../../functions/src/contracts/errors';
import { Refusal } from '../../functions/src/engine/refusal';
import { checkTimeZone, zoneOffset } from '../../functions/src/engine/zones';
import { MINUTE, SECOND } from './wallClock';
import { zoneNames } from './zoneNames';

describe('a time zone is accepted and kept as given', () => {
  test.each([
    'Europe/Berlin',
    'Europe/Kyiv',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'Asia/Kathmandu',
    'America/Argentina/ComodRivadavia',
    'America/Port-au-Prince',
    'Antarctica/DumontDUrville',
    'Etc/GMT+5',
    'Etc/GMT-14',
    'Etc/GMT0',
    'UTC',
    'GMT',
    'EST5EDT',
    'NZ-CHAT',
  ])('%s', (name) => {
    expect(checkTimeZone(name)).toBe(name);
  });

  test.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['EUROPE/BERLIN', 'Europe/Berlin'],
    ['america/port-au-prince', 'America/Port-au-Prince'],
    ['etc/gmt+2', 'Etc/GMT+2'],
  ])('but for its case: %s is %s', (given, name) => {
    expect(checkTimeZone(given)).toBe(name);
  });

  test.each(['asia/kolkata', 'ASIA/KOLKATA'])('%s is the zone that it means', (given) => {
    expect(['Asia/Calcutta', 'Asia/Kolkata']).toContain(checkTimeZone(given));
  });

  test('whichever IANA name it has', () => {
    expect(zoneNames.map(checkTimeZone)).toEqual(zoneNames);
  });
});

describe('a time zone is refused', () => {
  test.each([
    ['without a name', ''],
    ['for a lone blank', ' '],
    ['for a blank before the name', ' Europe/Berlin'],
    ['for a blank after the name', 'Europe/Berlin '],
    ['for a line end after the name', 'Europe/Berlin\n'],
    ['for a control character', 'Europe/\u0000Berlin'],
    ['for a letter outside ASCII', 'Europe/Berlın'],
    ['when there is no such place', 'Europe/Nowhere'],
    ['when only the region is named', 'Europe'],
    ['for an offset', '+05:30'],
    ['for an offset of whole hours', '-08'],
    ['for an offset without a colon', '+0530'],
    ['for an offset with a proper minus', '−08:00'],
    ['for an offset of UTC', 'UTC+2'],
    ['for an offset of GMT', 'GMT+5'],
    ['for an offset of UTC with minutes', 'UTC+05:30'],
    ['beyond the fixed offsets', 'Etc/GMT+15'],
    ['for a fixed offset spelt with a nought', 'Etc/GMT+05'],
    ['for an unknown zone by that name', 'Etc/Unknown'],
    ['for a path', '../etc'],
    ['for a path to a zone', '/usr/share/zoneinfo/Europe/Berlin'],
    ['for a POSIX rule', 'CET-1CEST,M3.5.0,M10.5.0/3'],
    ['for an abbreviation, which differs from land to land', 'BST'],
    ['for an abbreviation in lower case', 'ist'],
    ['for an American abbreviation', 'PST'],
    ['for a zone of old Unix systems', 'SystemV/PST8PDT'],
    ['for a zone of old Unix systems in lower case', 'systemv/ast4'],
    ['for the name of a property', 'constructor'],
    ['for a name with no end', 'Europe/'.repeat(10_000)],
  ])('%s: %j', (_, name) => {
    expect(() => checkTimeZone(name)).toThrow(Refusal);
    expect(reasonOfRefusing(name)).toBe('unknown-time-zone');
  });
});

function reasonOfRefusing(name: string): unknown {
  try {
    return checkTimeZone(name);
  } catch (error) {
    return isRefusal(error) ? error.reason : error;
  }
}

describe('a clock is ahead of UTC by', () => {
  test.each([
    ['nothing in UTC', 'UTC', '2026-01-15T00:00:00Z', 0],
    ['an hour in the Berlin winter', 'Europe/Berlin', '2026-01-15T00:00:00Z', 60],
    ['two hours in the Berlin summer', 'Europe/Berlin', '2026-07-15T00:00:00Z', 120],
    ['five and a half hours in India', 'Asia/Kolkata', '2026-01-15T23:59:59Z', 330],
    [
      'minus five hours to the last millisecond',
      'America/New_York',
      '2026-03-08T06:59:59.999Z',
      -300,
    ],
    ['minus four hours from then on', 'America/New_York', '2026-03-08T07:00:00Z', -240],
    ['fourteen hours at most', 'Pacific/Kiritimati', '2026-12-31T23:00:00Z', 840],
    ['minus twelve hours at least', 'Etc/GMT+12', '2026-01-01T00:00:00Z', -720],
    ['the same before 1970', 'America/New_York', '1969-12-31T23:59:59.999Z', -300],
    [
      'the old offset until a change before 1970',
      'America/New_York',
      '1969-10-26T05:59:59.999Z',
      -240,
    ],
    ['the same in a far year', 'Asia/Kolkata', '9999-12-30T00:00:00Z', 330],
    ['an offset that is no whole minute', 'Africa/Monrovia', '1970-01-01T00:00:00.500Z', -44.5],
  ])('%s: %s at %s', (_, zone, instant, minutes) => {
    expect(zoneOffset(zone, Date.parse(instant))).toBe(minutes * MINUTE);
  });

  test('one and the same amount, however the name is spelt', () => {
    const instant = 1_780_000_000 * SECOND;
    const spelt = ['Asia/Kolkata', 'asia/kolkata', 'ASIA/KOLKATA', 'Asia/Calcutta'];
    expect(spelt.map((zone) => zoneOffset(zone, instant))).toEqual(Array(4).fill(330 * MINUTE));
  });
});
