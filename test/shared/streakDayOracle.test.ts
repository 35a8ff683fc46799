import { streakDayAt, streakDayStart } from '../../functions/src/engine/zones';
import { type ScannedDay, latestStarted, scanDays } from './scannedDays';
import { DAY, MINUTE, type Transition, offsetShown, transitionsOf } from './wallClock';
import { awkwardZones, zoneNames } from './zoneNames';

interface Clock {
  readonly zones: string[];
  readonly transitions: readonly Transition[];
}

/** Zones that have set their clocks alike are scanned once. */
function distinctClocks(): Clock[] {
  const clocks = new Map<string, Clock>();
  for (const zone of zoneNames) {
    const transitions = transitionsOf(zone);
    const key = JSON.stringify([offsetShown(zone, 0), transitions]);
    const clock = clocks.get(key);
    if (clock) clock.zones.push(zone);
    else clocks.set(key, { zones: [zone], transitions });
  }
  return [...clocks.values()];
}

const clocks = distinctClocks();

/** One zone of each clock is checked at all its settings, the others at every so many. */
const ALIAS_SAMPLE = 5;

const settings = clocks.flatMap(({ zones, transitions }) =>
  transitions.map((setting) => ({ zones, setting })),
);

/** Scanned once, at the program's own start hour. */
const around = settings.map(({ setting }) => daysAround(setting, 4));

function daysAround({ at, before, after }: Transition, startHour: number): ScannedDay[] {
  const offsetAt = (instant: number) => (instant < at ? before : after);
  return scanDays(offsetAt, startHour, at - 2 * DAY, at + 2 * DAY);
}

/** Every day and instant where the code and the scan disagree. */
function disagreements(
  zone: string,
  startHour: number,
  days: readonly ScannedDay[],
  at: number,
): string[] {
  const found: string[] = [];
  const instants = [at - MINUTE, at - 1, at, at + 1, at + MINUTE];
  for (const { day, start, end } of days) {
    const computed = streakDayStart(day, zone, startHour);
    if (computed !== start) found.push(`${zone} ${day} starts at ${computed}, not ${start}`);
    instants.push(start, (start + end) / 2, end - 1);
  }
  for (const instant of instants) {
    const expected = latestStarted(days, instant);
    if (expected === undefined) continue; // before the first scanned day
    const computed = streakDayAt(instant, zone, startHour);
    if (computed !== expected) found.push(`${zone} ${instant} is in ${computed}, not ${expected}`);
  }
  return found;
}

describe('around every setting of every clock from 2000 to 2035', () => {
  test('the clocks are really there', () => {
    expect(zoneNames.length).toBeGreaterThan(590);
    expect(clocks.length).toBeGreaterThan(200);
    expect(settings.length).toBeGreaterThan(5000);
  });

  test('no clock is set twice within the days that are scanned', () => {
    const gaps = clocks.flatMap((clock) =>
      clock.transitions.slice(1).map(({ at }, index) => at - (clock.transitions[index]?.at ?? 0)),
    );
    expect(Math.min(...gaps)).toBeGreaterThan(6 * DAY);
  });

  test('days start, and instants fall into days, as a scan of the clock says (start hour 4)', () => {
    const found = settings.flatMap(({ zones, setting }, index) => {
      const days = around[index] ?? [];
      return zones
        .filter((_, nth) => nth === 0 || (nth + index) % ALIAS_SAMPLE === 0)
        .flatMap((zone) => disagreements(zone, 4, days, setting.at));
    });
    expect(found).toEqual([]);
  });

  test.each([0, 1, 2, 3, 23])('a start hour of %i follows the scan on a sample', (startHour) => {
    const found = settings
      .filter((_, index) => index % 7 === startHour % 7)
      .flatMap(({ zones, setting }) => {
        const days = daysAround(setting, startHour);
        return disagreements(zones[0] ?? '', startHour, days, setting.at);
      });
    expect(found).toEqual([]);
  });

  test('the only days without length are those that Samoa and Tokelau skipped', () => {
    const empty = settings.flatMap(({ zones }, index) =>
      (around[index] ?? [])
        .filter(({ start, end }) => start === end)
        .flatMap(({ day }) => zones.map((zone) => `${zone} ${day}`)),
    );
    expect(empty.sort()).toEqual(['Pacific/Apia 2011-12-30', 'Pacific/Fakaofo 2011-12-30']);
  });
});

describe('with the wall clock itself read every minute', () => {
  test.each(awkwardZones)('days of %s start when its clock shows the start hour', (zone) => {
    const own = transitionsOf(zone);
    const sample = own.length > 0 ? own.filter((_, i) => i % 7 === 0) : [{ at: Date.UTC(2024, 1) }];
    const found = sample.flatMap(({ at }) => {
      const shown = (instant: number) => offsetShown(zone, instant);
      const days = scanDays(shown, 4, at - 2 * DAY, at + 2 * DAY);
      return disagreements(zone, 4, days, at);
    });
    expect(found).toEqual([]);
  });

  test('days of a clock that is never set start at its fixed offset', () => {
    const unset = clocks.filter((clock) => clock.transitions.length === 0);
    const found = unset.flatMap(({ zones }) =>
      zones.flatMap((zone) => {
        const at = Date.UTC(2026, 5, 15);
        const offset = offsetShown(zone, at);
        const days = scanDays(() => offset, 4, at - 3 * DAY, at + 3 * DAY);
        return disagreements(zone, 4, days, at);
      }),
    );
    expect(unset.length).toBeGreaterThan(30);
    expect(found).toEqual([]);
  });
});
