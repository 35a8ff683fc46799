import type { StoredDocument } from '../documents/storedDocument';
import type { IndexShape } from '../indexes/shape';
import { scopePrefix } from '../indexes/sortedIndex';
import type { KeyRange } from '../indexes/sortedIndex';
import { documentId, getField, parseFieldPath } from '../values/fieldPath';
import { afterPath, pathKey } from '../values/pathKey';
import { indexedKey } from '../values/indexedKey';
import { hasElement } from './conjunction';
import type { Conjunction } from './conjunction';
import { cursorKey, nameBelow } from './cursorKey';
import { afterAll, edgeKey, inRanges } from './edge';
import type { Edge, ValueRange } from './edge';
import type { Order, Query } from './query';

/** How one disjunct is answered: which ranges of which index, and what the index cannot tell. */
export interface ScanPlan {
  readonly shape: IndexShape;
  /** In the index's order. */
  readonly ranges: readonly KeyRange[];
  readonly reverse: boolean;
  readonly tests: readonly ((document: StoredDocument) => boolean)[];
}

/** An index lists names upwards, so an order that ends with descending names is read backwards. */
export function isReverse(orders: readonly Order[]): boolean {
  return orders.at(-1)?.descending ?? false;
}

export function planScan(query: Query, conjunction: Conjunction): ScanPlan {
  const { source, orders } = query;
  const { equals, contains } = conjunction;
  const reverse = isReverse(orders);
  const [firstContains, ...otherContains] = contains;
  const equalFields = [...equals.keys()].filter((field) => field !== documentId).sort();
  const sorted = orders
    .filter(({ field }) => field !== documentId && !equals.has(field))
    .map(({ field, descending }) => ({ field, descending: descending !== reverse }));
  const scope = source.allDescendants ? 'group' : 'collection';
  const shape: IndexShape = {
    collectionId: source.collectionId,
    scope,
    contains: firstContains?.field,
    components: [...equalFields.map((field) => ({ field, descending: false })), ...sorted],
  };

  const parentKey = pathKey(source.parent);
  const scopeKey = scope === 'collection' ? pathKey(join(source.parent, source.collectionId)) : '';
  const byNameOnly = shape.components.length === 0 && !firstContains;
  const prefix =
    (scope === 'group' ? '' : scopePrefix(scopeKey)) +
    (firstContains?.key ?? '') +
    equalFields.map((field) => equals.get(field) ?? '').join('');

  const [first] = sorted;
  const layout = { prefix, scopeKey, reverse };
  const start = query.start ? cursorKey(query.start, orders, conjunction, layout) : undefined;
  const end = query.end ? cursorKey(query.end, orders, conjunction, layout) : undefined;
  const cut = reverse ? { low: end, high: start } : { low: start, high: end };
  const leading = first
    ? valueRanges(prefix, conjunction.ranges.get(first.field), first.descending)
    : nameRanges(prefix, scopeKey, conjunction);

  const tests = [
    ...otherContains.map(({ field, key }) => containsTest(field, key)),
    ...[...conjunction.ranges]
      .filter(([field]) => field !== (first?.field ?? documentId))
      .map(([field, ranges]) => rangeTest(field, ranges)),
  ];
  const name = equals.get(documentId);
  if (name !== undefined && first) tests.push(({ place }) => place.key === name);
  if (scope === 'group' && parentKey !== '') {
    tests.push(({ place }) => place.key.startsWith(parentKey) && place.key !== parentKey);
  }
  const bounds =
    byNameOnly && scope === 'group' ? { low: parentKey, high: parentKey + afterAll } : {};
  return {
    shape,
    ranges: leading.flatMap((range) => clip(range, cut)).flatMap((range) => clip(range, bounds)),
    reverse,
    tests,
  };
}

function valueRanges(
  prefix: string,
  ranges: readonly ValueRange[] | undefined,
  descending: boolean,
): KeyRange[] {
  if (!ranges) return [{ low: prefix, high: prefix + afterAll }];
  const key = (edge: Edge) => prefix + edgeKey(edge, descending);
  return descending
    ? ranges.map(({ low, high }) => ({ low: key(high), high: key(low) })).reverse()
    : ranges.map(({ low, high }) => ({ low: key(low), high: key(high) }));
}

function nameRanges(prefix: string, scopeKey: string, { equals, ranges }: Conjunction): KeyRange[] {
  const name = equals.get(documentId);
  const below = (key: string) => prefix + nameBelow(scopeKey, key);
  if (name !== undefined) return [{ low: below(name), high: below(name + afterPath) }];
  const whole = { low: prefix, high: prefix + afterAll };
  return (ranges.get(documentId) ?? [undefined]).map((range) => ({
    low: range && range.low.at !== 'type' ? below(range.low.key) : whole.low,
    high: range && range.high.at !== 'type' ? below(range.high.key) : whole.high,
  }));
}

function clip(
  range: KeyRange,
  cut: { low?: string | undefined; high?: string | undefined },
): KeyRange[] {
  const low = cut.low !== undefined && cut.low > range.low ? cut.low : range.low;
  const high = cut.high !== undefined && cut.high < range.high ? cut.high : range.high;
  return low < high ? [{ low, high }] : [];
}

function containsTest(field: string, key: string): (document: StoredDocument) => boolean {
  return ({ fields }) => hasElement(fields, field, key);
}

function rangeTest(
  field: string,
  ranges: readonly ValueRange[],
): (document: StoredDocument) => boolean {
  if (field === documentId) return ({ place }) => inRanges(place.key, ranges);
  const path = parseFieldPath(field);
  return ({ fields }) => {
    const value = getField(fields, path);
    return value !== undefined && inRanges(indexedKey(value), ranges);
  };
}

function join(parent: string, collectionId = ''): string {
  return parent === '' ? collectionId : `${parent}/${collectionId}`;
}
