import type { FieldPath } from '../values/fieldPath';
import type { Value } from '../values/value';
import type { ValueRange } from './edge';

/** What one term asks of a field's value. */
export type Test =
  | { readonly kind: 'equal'; readonly key: string }
  | { readonly kind: 'contains'; readonly key: string }
  | { readonly kind: 'ranges'; readonly ranges: readonly ValueRange[] };

export interface Term {
  readonly field: string;
  readonly test: Test;
}

export interface Order {
  readonly field: string;
  readonly descending: boolean;
}

/** A position in the order, given by values of its first fields. */
export interface Cursor {
  readonly values: readonly Value[];
  /** Whether the position is before the documents with these values, or after them. */
  readonly before: boolean;
}

/** Where a query looks. */
export interface Source {
  /** Path of the parent document, or '' for the root. */
  readonly parent: string;
  /** Undefined: every collection below the parent. */
  readonly collectionId: string | undefined;
  readonly allDescendants: boolean;
}

/** A checked query with every implicit order made explicit and its filter as an OR of ANDs. */
export interface Query {
  readonly source: Source;
  readonly disjuncts: readonly (readonly Term[])[];
  /** Ends with `__name__`. */
  readonly orders: readonly Order[];
  readonly start: Cursor | undefined;
  readonly end: Cursor | undefined;
  readonly offset: number;
  readonly limit: number | undefined;
  /** Undefined: whole documents. */
  readonly projection: readonly FieldPath[] | undefined;
}
