import { failedPrecondition, invalidArgument } from '../status';
import { documentId } from '../values/fieldPath';
import type { Order, Source, Term } from './query';

/** Whether the query looks at all levels below one document: only an ascending scan of names may. */
export function isBelowDocument({ parent, allDescendants }: Source): boolean {
  return allDescendants && parent !== '';
}

/** @throws StatusError for a filter or an order that a query below a document may not have. */
export function checkDescendants(
  source: Source,
  terms: readonly Term[],
  orders: readonly Order[],
): void {
  if (!isBelowDocument(source)) return;
  if ([...terms, ...orders].some(({ field }) => field !== documentId)) {
    throw invalidArgument('collection group queries are only allowed at the root parent');
  }
  if (!orders.some(({ descending }) => descending)) return;
  if (source.collectionId === undefined) {
    throw invalidArgument('kind is required for all orders except __key__ ascending');
  }
  throw failedPrecondition(
    "collection group queries are only allowed if they're at the root or they're an ascending primary key scan",
  );
}
