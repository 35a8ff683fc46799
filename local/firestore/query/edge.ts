import { invert } from '../indexes/invert';

/** A cut between two values of a field: right before or after a value, or before the first value of a type. */
export type Edge =
  | { readonly at: 'before' | 'after'; readonly key: string }
  | { readonly at: 'type'; readonly tag: number };

/** The values from one edge to another. */
export interface ValueRange {
  readonly low: Edge;
  readonly high: Edge;
}

/** Greater than any key that goes on with a further component. */
export const afterAll = '\xff';

/** The edge as a key, comparable with keys of index components in that direction. */
export function edgeKey(edge: Edge, descending: boolean): string {
  if (edge.at === 'type') return String.fromCharCode(descending ? 256 - edge.tag : edge.tag);
  const key = descending ? invert(edge.key) : edge.key;
  return (edge.at === 'after') !== descending ? key + afterAll : key;
}

export function inRanges(key: string, ranges: readonly ValueRange[]): boolean {
  return ranges.some(({ low, high }) => key >= edgeKey(low, false) && key < edgeKey(high, false));
}

/** The values in both lists; lists are sorted and so is the result. */
export function intersect(a: readonly ValueRange[], b: readonly ValueRange[]): ValueRange[] {
  return a.flatMap((left) =>
    b.flatMap((right) => {
      const low = edgeKey(left.low, false) > edgeKey(right.low, false) ? left.low : right.low;
      const high = edgeKey(left.high, false) < edgeKey(right.high, false) ? left.high : right.high;
      return edgeKey(low, false) < edgeKey(high, false) ? [{ low, high }] : [];
    }),
  );
}
