import type { DocumentStore } from '../documents/documentStore';
import type { View } from '../documents/view';
import { invalidArgument } from '../status';
import { getField, parseFieldPath } from '../values/fieldPath';
import { integerValue } from '../values/value';
import type { Fields, Value } from '../values/value';
import type { WireAggregation } from '../wire/structuredQuery';
import type { IndexRange } from './indexScan';
import { MergedScan } from './mergedScan';
import type { Query } from './query';
import { Sum } from './sum';

const maxAggregations = 5;

export interface AggregateResult {
  readonly values: Fields;
  /** How many index entries were read. */
  readonly scanned: number;
  readonly covered: IndexRange[];
}

/**
 * Counts, sums and averages the matches of a query.
 *
 * @throws StatusError INVALID_ARGUMENT for no or more than five aggregations.
 */
export function aggregate(
  store: DocumentStore,
  view: View,
  query: Query,
  aggregations: readonly WireAggregation[],
): AggregateResult {
  if (aggregations.length === 0) throw invalidArgument('Aggregations can not be empty.');
  if (aggregations.length > maxAggregations) {
    throw invalidArgument(`The maximum number of aggregations is ${maxAggregations}.`);
  }
  const scan = new MergedScan(view, query, (shape) => store.index(shape));
  const sums = new Map(aggregations.flatMap(summedField).map((field) => [field, new Sum()]));
  const { offset, limit = Infinity } = query;
  const wanted = offset + Math.min(limit, sums.size === 0 ? highestCount(aggregations) : Infinity);
  const indexed = sums.size === 0 ? scan.count() : undefined;
  const scanned = Math.min(indexed ?? readAll(scan, sums, offset, wanted), wanted);
  const count = Math.max(scanned - offset, 0);
  const values = aggregations.map((each, i): [string, Value] => [
    each.alias ?? `field_${i + 1}`,
    valueOf(each, count, sums),
  ]);
  return { values: Object.fromEntries(values), scanned, covered: scan.covered(true) };
}

function readAll(
  scan: MergedScan,
  sums: ReadonlyMap<string, Sum>,
  offset: number,
  wanted: number,
): number {
  let read = 0;
  while (read < wanted) {
    const document = scan.next();
    if (!document) break;
    if (++read <= offset) continue;
    for (const [field, sum] of sums) sum.add(getField(document.fields, parseFieldPath(field)));
  }
  return read;
}

function summedField({ sum, avg }: WireAggregation): string[] {
  const field = (sum ?? avg)?.field?.fieldPath;
  return field === undefined ? [] : [field];
}

function highestCount(aggregations: readonly WireAggregation[]): number {
  return Math.max(...aggregations.map(upTo));
}

function upTo({ count }: WireAggregation): number {
  return count?.upTo ? Number(count.upTo.value ?? 0) : Infinity;
}

function valueOf(
  aggregation: WireAggregation,
  count: number,
  sums: ReadonlyMap<string, Sum>,
): Value {
  if (aggregation.count) return integerValue(Math.min(count, upTo(aggregation)));
  const sum = summedField(aggregation).map((field) => sums.get(field))[0] ?? new Sum();
  return aggregation.avg ? sum.average() : sum.total();
}
