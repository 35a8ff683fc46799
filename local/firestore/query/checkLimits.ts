import { invalidArgument } from '../status';
import type { WireFilter, WireQuery } from '../wire/structuredQuery';
import type { Term } from './query';

const maxParts = 100;
const maxInequalities = 10;

/**
 * Checks how much a query may ask for, but for its disjunctions.
 *
 * @param parent path of the document whose collections are meant, '' for the root
 * @see https://firebase.google.com/docs/firestore/quotas
 * @throws StatusError INVALID_ARGUMENT
 */
export function checkLimits(
  parent: string,
  { where, orderBy = [], limit, offset = 0 }: WireQuery,
  terms: readonly Term[],
): void {
  if ((limit?.value ?? 0) < 0) throw invalidArgument('limit is negative');
  if (offset < 0) throw invalidArgument('offset is negative');
  const sorted = orderBy.map(({ field }) => field?.fieldPath);
  if (new Set(sorted).size < sorted.length) {
    throw invalidArgument('order by clause cannot contain duplicate fields');
  }
  const parts = filterCount(where) + sorted.length + (parent === '' ? 0 : 1);
  if (parts > maxParts) {
    throw invalidArgument(
      `The query may not have more than ${maxParts} filters + sort orders + ancestor total.`,
    );
  }
  const compared = new Set(
    terms.filter(({ test }) => test.kind === 'ranges').map(({ field }) => field),
  );
  if (compared.size > maxInequalities) {
    throw invalidArgument(
      `The query contains ${compared.size} distinct inequality fields. A query may not have more than ${maxInequalities}.`,
    );
  }
}

function filterCount(filter: WireFilter | undefined): number {
  if (!filter) return 0;
  const { compositeFilter } = filter;
  if (!compositeFilter) return 1;
  return (compositeFilter.filters ?? []).reduce((sum, each) => sum + filterCount(each), 0);
}
