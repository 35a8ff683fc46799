import { addDays, type Day, DAY_MS, dayFromNumber, dayNumber, HOUR_MS } from './days';
import { memoize } from './memoize';
import { Refusal } from './refusal';

/**
 * ICU, and so Intl, also knows these abbreviations and the zones under `SystemV/`. They are no IANA
 * names, and most mean something else to those who write them: `BST` would be Dhaka, `IST` Kolkata.
 */
const ICU_ABBREVIATIONS = new Set(
  (
    'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST ' +
    'SST VST'
  ).split(' '),
);

/** By name in lower case: names are case-insensitive, so their spellings cannot fill the memory. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const key = zone.toLowerCase();
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(key, formatter);
  }
  return formatter;
}

/**
 * How far the wall clock in `zone` is ahead of UTC at an instant.
 *
 * @param zone an IANA zone name that `checkTimeZone` accepts
 * @param instant milliseconds since the Unix epoch, in the years 1000–9999
 * @returns milliseconds, negative west of Greenwich
 */
export function zoneOffset(zone: string, instant: number): number {
  const second = Math.floor(instant / 1000) * 1000;
  const text = formatterOf(zone).format(second); // 01/31/2026, 23:59:59
  const wall = Date.UTC(
    Number(text.slice(6, 10)),
    Number(text.slice(0, 2)) - 1,
    Number(text.slice(3, 5)),
    Number(text.slice(12, 14)),
    Number(text.slice(15, 17)),
    Number(text.slice(18, 20)),
  );
  return wall - second;
}

/** What Intl calls each zone, by name in lower case. */
const zonesByName = new Map<string, string>();

/**
 * Checks that a name is an IANA time zone that this runtime knows, in any case, and returns it as such names
 * are spelled: `Europe/Berlin` for `europe/berlin`. An older or newer name of a zone stays what it is, so a user
 * who chose `Asia/Kolkata` is never told `Asia/Calcutta`; only of a name that is spelled oddly as well does
 * Intl know no more than the zone.
 *
 * @throws Refusal `unknown-time-zone`, also for offsets such as `+05:30` or `GMT+02:00` (but not `Etc/GMT-2`, which is a name) and for
 *   abbreviations such as `PST`
 */
export function checkTimeZone(name: string): string {
  if (looksLikeIanaName(name)) {
    try {
      return spellingOf(name);
    } catch {
      // Not a zone: refused below with the same words as a malformed name.
    }
  }
  throw new Refusal(
    'unknown-time-zone',
    'The time zone must be an IANA name such as "Europe/Berlin". Offsets such as "+05:30" or "GMT+02:00" are refused, since they do not say when the clocks change, and so are abbreviations such as "PST".',
  );
}

/** @throws RangeError when there is no such zone */
function spellingOf(name: string): string {
  const key = name.toLowerCase();
  const zone = zonesByName.get(key) ?? formatterOf(name).resolvedOptions().timeZone;
  zonesByName.set(key, zone);
  return zone.toLowerCase() === key || !isSpelledAsNames(name) ? zone : name;
}

/** `Asia/Kolkata`, `Etc/GMT+2` and `EST5EDT`, but neither `asia/kolkata` nor `ASIA/KOLKATA`. */
function isSpelledAsNames(name: string): boolean {
  return name.split('/').every((part) => /^[A-Z]/.test(part) && !/[A-Z]{5}/.test(part));
}

/**
 * Whether two names mean one zone: `Asia/Calcutta` and `Asia/Kolkata`, whichever of them Intl prefers. The
 * database counts zones as one whose clocks have agreed since 1970, so the clocks are compared.
 */
export function isSameZone(a: string, b: string): boolean {
  return compareZones(a, b) === 0;
}

/**
 * An order of zones that is the same whatever they are called: by how far their clocks are ahead, where that
 * last differs.
 *
 * @returns 0 for names of one zone, otherwise a number with the sign that `sort` expects
 */
export function compareZones(a: string, b: string): number {
  if (a === b) return 0;
  if (a > b) return -compareZones(b, a);
  const key = `${a} ${b}`;
  const known = comparedZones.get(key);
  if (known !== undefined) return known;
  const order = lastDifference(a, b);
  if (comparedZones.size >= MAX_COMPARED) comparedZones.clear();
  comparedZones.set(key, order);
  return order;
}

const comparedZones = new Map<string, number>();
const MAX_COMPARED = 10_000;

/** How far the clock of one zone is ahead of the other's; today first, since most that do not differ today. */
function lastDifference(a: string, b: string): number {
  for (let instant = COMPARED_UNTIL; instant > 0; instant -= 14 * DAY_MS) {
    const difference = zoneOffset(a, instant) - zoneOffset(b, instant);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Rules that are known today are the same every year from then on. */
const COMPARED_UNTIL = Date.UTC(2038, 0, 1);

function looksLikeIanaName(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(name)) return false;
  return !/^SystemV\//i.test(name) && !ICU_ABBREVIATIONS.has(name.toUpperCase());
}

/** Wall times are counted like instants: milliseconds since 1970-01-01T00:00 on the wall clock. */
type WallTime = number;

/** Starts that were found already: most users of a zone ask for the same few days. */
const knownStarts = new Map<string, number>();
const MAX_KNOWN_STARTS = 10_000;

/**
 * The first instant of a streak day: the first at which the wall clock in `zone` shows
 * `startHour`:00 of that date or later. Where that wall time is skipped by a transition, the day
 * starts at the transition; where it occurs twice, at the first occurrence. A date that the zone
 * skips altogether (Apia 2011-12-30) has no length: it starts and ends where the next date starts.
 *
 * @param startHour hours after local midnight, 0 to 24; whole ones for days
 * @returns milliseconds since the Unix epoch
 */
export function streakDayStart(day: Day, zone: string, startHour: number): number {
  const key = `${day} ${startHour} ${zone}`;
  const known = knownStarts.get(key);
  if (known !== undefined) return known;
  const start = findStart(day, zone, startHour);
  if (knownStarts.size >= MAX_KNOWN_STARTS) knownStarts.clear();
  knownStarts.set(key, start);
  return start;
}

function findStart(day: Day, zone: string, startHour: number): number {
  const wall = dayNumber(day) * DAY_MS + startHour * HOUR_MS;
  const before = zoneOffset(zone, wall - DAY_MS);
  const after = zoneOffset(zone, wall + DAY_MS);
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (zoneOffset(zone, wall - offset) === offset) return wall - offset;
  }
  return startInGap(day, zone, startHour, wall);
}

/** The streak day that an instant belongs to, in one zone: the last that has started. */
export function streakDayAt(instant: number, zone: string, startHour: number): Day {
  let day = dayFromNumber(Math.floor(instant / DAY_MS) + 1); // no wall clock is a day ahead of UTC
  while (streakDayStart(day, zone, startHour) > instant) day = addDays(day, -1);
  return day;
}

/**
 * The dates from `from` to `to` that a zone left out of its calendar, such as Apia 2011-12-30. A clock that
 * was moved on by a whole day is ahead of what it showed before, so most years need no closer look.
 */
export function skippedDates(zone: string, from: Day, to: Day): Day[] {
  const [first, last] = [from, to].map((day) => Number(day.slice(0, 4)));
  const dates: Day[] = [];
  for (let year = first ?? 0; year <= (last ?? 0); year += 1) {
    dates.push(...skippedInYear(`${year} ${zone}`));
  }
  return dates.filter((day) => from <= day && day <= to);
}

/** By a year and a zone. */
const skippedInYear = memoize((key: string): readonly Day[] => {
  const [year, zone = ''] = key.split(' ');
  const [begins, ends] = [Date.UTC(Number(year), 0, 1), Date.UTC(Number(year) + 1, 0, 1)];
  const movedOn = zoneOffset(zone, ends + 2 * DAY_MS) - zoneOffset(zone, begins - 2 * DAY_MS);
  if (movedOn < LEAST_LEAP_MS) return [];
  const dates = Array.from({ length: (ends - begins) / DAY_MS }, (_, index) =>
    dayFromNumber(begins / DAY_MS + index),
  );
  return dates.filter(
    (day) => streakDayStart(day, zone, 0) === streakDayStart(addDays(day, 1), zone, 0),
  );
});

/** By how much a clock is moved on that leaves out a date, summer time that began or ended as well aside. */
const LEAST_LEAP_MS = 20 * HOUR_MS;

function startInGap(day: Day, zone: string, startHour: number, wall: WallTime): number {
  const transition = firstInstantShowing(wall, zone);
  const shownBefore = transition + zoneOffset(zone, transition - 1);
  const shownAfter = transition + zoneOffset(zone, transition);
  const midnight = dayNumber(day) * DAY_MS;
  const dateIsSkipped = shownBefore <= midnight && shownAfter >= midnight + DAY_MS;
  return dateIsSkipped ? streakDayStart(addDays(day, 1), zone, startHour) : transition;
}

/** The transition whose gap holds `wall`, found by bisection. */
function firstInstantShowing(wall: WallTime, zone: string): number {
  let low = wall - DAY_MS;
  let high = wall + DAY_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + zoneOffset(zone, middle) >= wall) high = middle;
    else low = middle;
  }
  return high;
}
