import { failedPrecondition, invalidArgument } from '../status';
import { documentId, parseFieldPath } from '../values/fieldPath';
import type { WireCursor, WireQuery } from '../wire/structuredQuery';
import { checkDescendants, isBelowDocument } from './checkDescendants';
import { checkLimits } from './checkLimits';
import { disjunctsOf } from './disjuncts';
import type { Cursor, Order, Query, Source, Term } from './query';

/**
 * Checks a query and makes what it implies explicit.
 *
 * @param parent path of the document whose collections are meant, '' for the root
 * @param aggregated fields that are summed or averaged: they sort the query, so that matches without them drop out
 * @throws StatusError INVALID_ARGUMENT for a query Firestore rejects.
 */
export function parseQuery(
  parent: string,
  query: WireQuery,
  aggregated: readonly string[] = [],
): Query {
  if (query.findNearest) throw invalidArgument('Vector search is not supported.');
  const source = sourceOf(parent, query);
  const disjuncts = disjunctsOf(query.where);
  checkLimits(parent, query, disjuncts.flat());
  const orders = completeOrders(source, query, disjuncts, aggregated);
  checkDescendants(source, disjuncts.flat(), orders);
  const keysOnly =
    orders.length === 1 && disjuncts.flat().every(({ field }) => field === documentId);
  if (keysOnly && orders[0]?.descending) {
    throw failedPrecondition('Firestore does not support descending key scans');
  }
  return {
    source,
    disjuncts,
    orders,
    start: cursorOf(query.startAt, orders),
    end: cursorOf(query.endAt, orders),
    offset: query.offset ?? 0,
    limit: query.limit ? (query.limit.value ?? 0) : undefined,
    projection: query.select?.fields
      ?.map(({ fieldPath = '' }) => fieldPath)
      .filter((field) => field !== documentId)
      .map(parseFieldPath),
  };
}

function sourceOf(parent: string, { from = [] }: WireQuery): Source {
  const [selector = {}, ...more] = from;
  if (more.length > 0) throw invalidArgument('A query has one collection selector.');
  const { collectionId = '', allDescendants = false } = selector;
  return {
    parent,
    collectionId: collectionId === '' ? undefined : collectionId,
    allDescendants: allDescendants || collectionId === '',
  };
}

/** Explicit orders, then fields with inequalities by name, then the document's name, all in the last direction. */
function completeOrders(
  source: Source,
  query: WireQuery,
  disjuncts: readonly (readonly Term[])[],
  aggregated: readonly string[],
): Order[] {
  const orders: Order[] = (query.orderBy ?? []).map(({ field, direction }) => ({
    field: field?.fieldPath ?? '',
    descending: direction === 'DESCENDING',
  }));
  const descending = orders.at(-1)?.descending ?? false;
  const missing = (fields: readonly string[]) =>
    [...new Set(fields)].filter((field) => orders.every((order) => order.field !== field));
  const append = (fields: readonly string[]) => {
    for (const field of missing(fields)) orders.push({ field, descending });
  };
  const terms = disjuncts.flat();
  const inequalities = terms.filter(({ test }) => test.kind === 'ranges');
  const compared = inequalities.map(({ field }) => field).sort();
  const onName = terms.some(({ field }) => field === documentId);
  if (onName && compared.length > 0 && !compared.includes(documentId)) {
    throw invalidArgument(
      'Equality on key is not allowed if there are other inequality fields and key does not appear in inequalities.',
    );
  }
  append(compared.filter((field) => field !== documentId));
  const named = orders.findIndex(({ field }) => field === documentId);
  if (named >= 0 && named < orders.length - 1) {
    throw invalidArgument('order by clause cannot contain more fields after the key');
  }
  const unordered = missing(aggregated);
  if (unordered.length > 0 && (named >= 0 || onName || isBelowDocument(source))) {
    throw invalidArgument(
      `This query requires an index that has fields [${unordered.join(', ')}] after __name__ and Firestore does not currently support such an index. Please try the query again with additional ordering on those fields.`,
    );
  }
  append([...unordered, documentId]);
  return orders;
}

function cursorOf(cursor: WireCursor | undefined, orders: readonly Order[]): Cursor | undefined {
  if (!cursor) return undefined;
  const { values = [], before = false } = cursor;
  if (values.length > orders.length) throw invalidArgument('Cursor has too many values.');
  values.forEach((value, i) => {
    if (orders[i]?.field === documentId && value.valueType !== 'referenceValue') {
      throw invalidArgument('Cursor value for __name__ must be a reference.');
    }
  });
  return { values, before };
}
