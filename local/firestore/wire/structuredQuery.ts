import type { Value } from '../values/value';

/** The messages of google/firestore/v1/query.proto, as proto-loader decodes them; enums are names. */
export interface WireQuery {
  select?: { fields?: WireField[] };
  from?: { collectionId?: string; allDescendants?: boolean }[];
  where?: WireFilter;
  orderBy?: { field?: WireField; direction?: string }[];
  startAt?: WireCursor;
  endAt?: WireCursor;
  offset?: number;
  limit?: { value?: number };
  findNearest?: unknown;
}

export interface WireField {
  fieldPath?: string;
}

export interface WireCursor {
  values?: Value[];
  before?: boolean;
}

export interface WireFilter {
  compositeFilter?: { op?: string; filters?: WireFilter[] };
  fieldFilter?: { field?: WireField; op?: string; value?: Value };
  unaryFilter?: { op?: string; field?: WireField };
}

export interface WireAggregation {
  count?: { upTo?: { value?: string } };
  sum?: { field?: WireField };
  avg?: { field?: WireField };
  alias?: string;
}
