/**
 * Dates, times and numbers as people write them; `lang` is a BCP 47 language tag. What is no day or instant is
 * shown as it is written, and times of a zone that is not known are told in UTC, and as such.
 */

/** For whole months: those of another calendar begin on other days. */
const SAME_MONTHS = { calendar: 'gregory' } as const;

type Options = Intl.DateTimeFormatOptions;

function dated(written: string, options: Options, lang: string, date = new Date(written)): string {
  if (Number.isNaN(date.getTime())) return written;
  return new Intl.DateTimeFormat(lang, { timeZone: 'UTC', ...options }).format(date);
}

/** Whether it is a zone that is known here. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function inZone(timeZone: string): Options {
  return isZone(timeZone) ? { timeZone } : { timeZone: 'UTC', timeZoneName: 'short' };
}

/** A day (`YYYY-MM-DD`), such as "Tue, Nov 24". */
export function dayInWords(day: string, lang: string): string {
  return dated(day, { weekday: 'short', day: 'numeric', month: 'short' }, lang);
}

/** A day with its year, such as "November 24, 2026". */
export function dateInWords(day: string, lang: string): string {
  return dated(day, { dateStyle: 'long' }, lang);
}

/** A month (`YYYY-MM`), such as "November 2026". */
export function monthInWords(month: string, lang: string): string {
  const options = { month: 'long', year: 'numeric', ...SAME_MONTHS } as const;
  return dated(month, options, lang, new Date(`${month}-01`));
}

/** The first letter of a day's weekday. */
export function weekdayLetter(day: string, lang: string): string {
  return dated(day, { weekday: 'narrow' }, lang);
}

/** A day's weekday, such as "Tuesday". */
export function weekdayInWords(day: string, lang: string): string {
  return dated(day, { weekday: 'long' }, lang);
}

/** The month of a day in short, such as "Nov". */
export function monthLabel(day: string, lang: string): string {
  return dated(day, { month: 'short', ...SAME_MONTHS }, lang);
}

/** A full hour of the wall clock (0 to 23), such as "8:00 PM". */
export function hourInWords(hour: number, lang: string): string {
  const options = { timeStyle: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(lang, options).format(new Date(Date.UTC(2026, 0, 1, hour)));
}

/** An instant (ISO 8601) in a zone, such as "Wed 4:00 AM". */
export function timeInWords(instant: string, timeZone: string, lang: string): string {
  const options = { weekday: 'short', hour: 'numeric', minute: '2-digit' } as const;
  return dated(instant, { ...options, ...inZone(timeZone) }, lang);
}

/** An instant in a zone with its date, such as "Nov 25, 4:00 AM". */
export function momentInWords(instant: string, timeZone: string, lang: string): string {
  const options = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const;
  return dated(instant, { ...options, ...inZone(timeZone) }, lang);
}

export function numberInWords(value: number, lang: string): string {
  return new Intl.NumberFormat(lang).format(value);
}

/** A share (0 to 1) in percent. */
export function shareInWords(share: number, lang: string): string {
  return new Intl.NumberFormat(lang, { style: 'percent' }).format(share);
}

/** Things one after the other, such as "a, b, c". */
export function listInWords(things: readonly string[], lang: string): string {
  return new Intl.ListFormat(lang, { style: 'narrow', type: 'unit' }).format(things);
}

/** So many milliseconds in hours and minutes, such as "5 hours 20 minutes"; at least a minute. */
export function durationInWords(milliseconds: number, lang: string): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const unit = (value: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(lang, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  const parts = [
    ...(hours > 0 ? [unit(hours, 'hour')] : []),
    ...(rest > 0 || hours === 0 ? [unit(rest, 'minute')] : []),
  ];
  return parts.join(' ');
}

/** A language by its own name, such as "Deutsch". */
export function languageInWords(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
