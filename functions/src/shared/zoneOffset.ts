import { FirestreakError } from './errors';

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
 * @throws FirestreakError `unknown-time-zone`, also for offsets such as `+05:30` and for
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
  throw new FirestreakError(
    'unknown-time-zone',
    'The time zone must be an IANA name such as "Europe/Berlin"; offsets such as "+05:30" and abbreviations such as "PST" are refused.',
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

function looksLikeIanaName(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(name)) return false;
  return !/^SystemV\//i.test(name) && !ICU_ABBREVIATIONS.has(name.toUpperCase());
}
