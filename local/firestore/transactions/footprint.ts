import type { DocumentChange } from '../documents/storedDocument';
import type { IndexRange } from '../query/indexScan';

/** What a read rests on, or what a commit touches. */
export interface Footprint {
  /** Whether nobody else may even read it meanwhile. */
  readonly exclusive: boolean;
  /** Paths, of missing documents too. */
  readonly documents: readonly string[];
  readonly ranges: readonly IndexRange[];
  readonly changes: readonly DocumentChange[];
}

function rangesOverlap(a: IndexRange, b: IndexRange): boolean {
  return a.index === b.index && a.range.low < b.range.high && b.range.low < a.range.high;
}

/** Whether the change takes an entry out of the range, puts one in, or changes a document in it. */
function changesRange(
  { place, before, after }: DocumentChange,
  { index, range }: IndexRange,
): boolean {
  const { collectionId } = index.shape;
  if (collectionId !== undefined && collectionId !== place.collectionId) return false;
  return [before, after].some(
    (version) =>
      version &&
      index.keysOf(place, version.fields).some((key) => key >= range.low && key < range.high),
  );
}

/** Whether the two meet anywhere and one of them wants to be alone there. */
export function footprintsConflict(a: Footprint, b: Footprint): boolean {
  if (!a.exclusive && !b.exclusive) return false;
  return (
    a.documents.some((path) => b.documents.includes(path)) ||
    a.ranges.some((range) => rangeMeets(range, b)) ||
    b.ranges.some((range) => rangeMeets(range, a))
  );
}

/** Whether the footprint has an overlapping range, or a change within the range. */
export function rangeMeets(
  range: IndexRange,
  { ranges, changes }: Pick<Footprint, 'ranges' | 'changes'>,
): boolean {
  return (
    ranges.some((other) => rangesOverlap(range, other)) ||
    changes.some((change) => changesRange(change, range))
  );
}
