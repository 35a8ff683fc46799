import { invalidArgument } from './rpcError';

export interface PageRequest {
  pageSize?: number;
  pageToken?: string;
}

/** One page of a list sorted by name; the token is the last name of the page before. */
export function page<T>(
  all: Iterable<T>,
  nameOf: (item: T) => string,
  { pageSize = 0, pageToken = '' }: PageRequest,
): { items: T[]; nextPageToken: string } {
  if (pageSize < 0) throw invalidArgument('The page size must not be negative.');
  const rest = [...all]
    .filter((item) => nameOf(item) > pageToken)
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const items = rest.slice(0, pageSize || 1000);
  const last = items.at(-1);
  return { items, nextPageToken: last && items.length < rest.length ? nameOf(last) : '' };
}
