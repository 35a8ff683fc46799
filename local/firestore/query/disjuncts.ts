import { invalidArgument } from '../status';
import type { WireFilter } from '../wire/structuredQuery';
import type { Term } from './query';
import { fieldTerms, unaryTerm } from './terms';

/** Production's limit on the disjunctions of a query's normal form. */
const maxDisjuncts = 30;

/**
 * The filter as an OR of ANDs.
 *
 * @throws StatusError INVALID_ARGUMENT beyond 30 disjunctions.
 */
export function disjunctsOf(filter: WireFilter | undefined): Term[][] {
  if (!filter) return [[]];
  checkOperators([...operators(filter)]);
  const disjuncts = expand(filter);
  checkCount(disjuncts);
  for (const terms of disjuncts) {
    if (terms.filter(({ test }) => test.kind === 'contains').length > 1) {
      throw invalidArgument("A maximum of 1 'ARRAY_CONTAINS' filter is allowed per disjunction.");
    }
  }
  return disjuncts;
}

function* operators({ fieldFilter, unaryFilter, compositeFilter }: WireFilter): Generator<string> {
  if (compositeFilter) {
    const { op, filters = [] } = compositeFilter;
    if (op === 'OR' && filters.length > 1) yield op;
    for (const filter of filters) yield* operators(filter);
  } else {
    yield (fieldFilter ?? unaryFilter)?.op ?? '';
  }
}

const negative = ['NOT_EQUAL', 'NOT_IN', 'IS_NOT_NAN', 'IS_NOT_NULL'];
const disjunctive = ['IN', 'ARRAY_CONTAINS_ANY', 'OR'];

function checkOperators(used: readonly string[]): void {
  if (used.filter((op) => negative.includes(op)).length > 1) {
    throw invalidArgument(
      "Only a single 'NOT_EQUAL', 'NOT_IN', 'IS_NOT_NAN', or 'IS_NOT_NULL' filter allowed per query.",
    );
  }
  if (used.includes('NOT_IN') && used.some((op) => disjunctive.includes(op))) {
    throw invalidArgument(
      "'NOT_IN' cannot be used in the same query with 'IN', 'ARRAY_CONTAINS_ANY' or 'OR'.",
    );
  }
}

function expand(filter: WireFilter): Term[][] {
  if (filter.fieldFilter) return fieldTerms(filter.fieldFilter).map((term) => [term]);
  if (filter.unaryFilter) return [[unaryTerm(filter.unaryFilter)]];
  const { op, filters = [] } = filter.compositeFilter ?? {};
  if (filters.length === 0) throw invalidArgument('A composite filter needs filters.');
  const parts = filters.map(expand);
  if (op === 'OR') return parts.flat();
  return parts.reduce<Term[][]>(
    (left, right) => {
      const product = left.flatMap((a) => right.map((b) => [...a, ...b]));
      checkCount(product);
      return product;
    },
    [[]],
  );
}

function checkCount(disjuncts: readonly unknown[]): void {
  if (disjuncts.length > maxDisjuncts) {
    throw invalidArgument(
      `Invalid query. The query has too many disjunctions: ${disjuncts.length} of at most ${maxDisjuncts}.`,
    );
  }
}
