import type { Fields } from '../values/value';
import { getField, parseFieldPath } from '../values/fieldPath';
import { indexedKey } from '../values/indexedKey';
import { inRanges, intersect } from './edge';
import type { ValueRange } from './edge';
import type { Term } from './query';

/** The terms of one AND, by field. */
export interface Conjunction {
  readonly equals: ReadonlyMap<string, string>;
  readonly contains: readonly { readonly field: string; readonly key: string }[];
  readonly ranges: ReadonlyMap<string, readonly ValueRange[]>;
}

/** Gathers the terms by field; undefined when no document can satisfy them all. */
export function conjunctionOf(terms: readonly Term[]): Conjunction | undefined {
  const equals = new Map<string, string>();
  const contains: { field: string; key: string }[] = [];
  const ranges = new Map<string, readonly ValueRange[]>();
  for (const { field, test } of terms) {
    if (test.kind === 'contains') {
      contains.push({ field, key: test.key });
    } else if (test.kind === 'equal') {
      if ((equals.get(field) ?? test.key) !== test.key) return undefined;
      equals.set(field, test.key);
    } else {
      const before = ranges.get(field);
      ranges.set(field, before ? intersect(before, test.ranges) : test.ranges);
    }
  }
  for (const [field, key] of equals) {
    const allowed = ranges.get(field);
    if (allowed && !inRanges(key, allowed)) return undefined;
    ranges.delete(field);
  }
  return { equals, contains, ranges };
}

/** Whether it is plain that no document matches two of them: each fixes one field to another value. */
export function areDisjoint(conjunctions: readonly Conjunction[]): boolean {
  const [first, ...others] = conjunctions;
  if (!first || others.length === 0) return true;
  return [...first.equals.keys()].some((field) => {
    const keys = new Set(conjunctions.map(({ equals }) => equals.get(field)));
    return keys.size === conjunctions.length && !keys.has(undefined);
  });
}

/** Whether an array field has the element. */
export function hasElement(fields: Fields, field: string, key: string): boolean {
  const array = getField(fields, parseFieldPath(field));
  return (
    array?.valueType === 'arrayValue' &&
    (array.arrayValue.values ?? []).some((element) => indexedKey(element) === key)
  );
}
