import type { ComplexAttributeConverter } from 'lit';
import { isZone } from './formats';

/**
 * How attributes become properties. What cannot be read counts as left out, as does an attribute that is
 * removed: the property then has the value that it had at first.
 */
type Converter<Value> = ComplexAttributeConverter<Value>;

function converter<Value>(
  read: (written: string) => Value | undefined,
  unread: Value,
): Converter<Value> {
  const fromAttribute = (written: string | null) =>
    written === null ? unread : (read(written) ?? unread);
  return { fromAttribute };
}

/** Any text. */
export const text = converter((written) => written, '');

/** One of some words. */
export function oneOf<Word extends string>(words: readonly Word[], unread: Word): Converter<Word> {
  return converter((written) => words.find((word) => word === written), unread);
}

/** A finite number. */
export function number(unread?: number): Converter<number | undefined> {
  const read = (written: string) => {
    const value = written.trim() === '' ? NaN : Number(written);
    return Number.isFinite(value) ? value : undefined;
  };
  return converter(read, unread);
}

/** A list, written as JSON. */
export function list(unread?: readonly unknown[]): Converter<readonly unknown[] | undefined> {
  const read = (written: string) => {
    const value = json(written);
    return Array.isArray(value) ? (value as unknown[]) : undefined;
  };
  return converter<readonly unknown[] | undefined>(read, unread);
}

/** An object, written as JSON. */
export const object = converter<object | undefined>((written) => {
  const value = json(written);
  return typeof value === 'object' && !Array.isArray(value) ? (value ?? undefined) : undefined;
}, undefined);

/** A day, `YYYY-MM-DD`. */
export const day = converter((written) => dateLike(/^\d{4}-\d{2}-\d{2}$/, written), '');

/** A month, `YYYY-MM`. */
export const month = converter((written) => dateLike(/^\d{4}-\d{2}$/, written), '');

/** An instant, ISO 8601. */
export const instant = converter((written) => dateLike(/^\d{4}-\d{2}-\d{2}T/, written), '');

/** An IANA zone that is known here. */
export const zone = converter((written) => (isZone(written) ? written : undefined), 'UTC');

function dateLike(form: RegExp, written: string): string | undefined {
  return form.test(written) && !Number.isNaN(Date.parse(written)) ? written : undefined;
}

function json(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
