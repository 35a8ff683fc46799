import { conjunctionOf } from '../query/conjunction';
import type { Order, Query, Term } from '../query/query';
import { documentId } from '../values/fieldPath';

/** What an index must offer to answer one AND of a query. */
export interface RequiredIndex {
  readonly collectionGroup: string;
  readonly queryScope: 'COLLECTION' | 'COLLECTION_GROUP';
  /** Fields fixed to one value; their order and directions do not matter. */
  readonly equal: readonly string[];
  /** Array fields that must have an element. */
  readonly contains: readonly string[];
  /** The fields that the result is sorted by, less `equal`. */
  readonly sorted: readonly Order[];
  readonly nameDescending: boolean;
}

export function requiredIndexes(query: Query): RequiredIndex[] {
  const { collectionId, allDescendants } = query.source;
  if (collectionId === undefined) return [];
  return query.disjuncts.flatMap((terms) => {
    const required = fieldsOf(query.orders, terms);
    if (!required) return [];
    const queryScope = allDescendants ? 'COLLECTION_GROUP' : 'COLLECTION';
    return [{ collectionGroup: collectionId, queryScope, ...required }];
  });
}

function fieldsOf(orders: readonly Order[], terms: readonly Term[]) {
  const conjunction = conjunctionOf(terms);
  if (!conjunction) return undefined;
  const { equals, contains } = conjunction;
  const free = (field: string) => field !== documentId && !equals.has(field);
  const sorted = orders.filter(({ field }) => free(field));
  return {
    equal: [...equals.keys()].filter((field) => field !== documentId).sort(),
    contains: [...new Set(contains.map(({ field }) => field))],
    sorted,
    nameDescending: orders.at(-1)?.descending ?? false,
  };
}
