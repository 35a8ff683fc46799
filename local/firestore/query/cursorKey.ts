import { splitName } from '../documents/place';
import { invert } from '../indexes/invert';
import { documentId } from '../values/fieldPath';
import { afterPath, pathKey } from '../values/pathKey';
import { indexedKey } from '../values/indexedKey';
import type { Conjunction } from './conjunction';
import { afterAll } from './edge';
import type { Cursor, Order } from './query';

/** How the entries of a scan are laid out: below `prefix`, in the query's order or, read backwards, against it. */
export interface Layout {
  readonly prefix: string;
  /** The key of the scanned collection, which names below the prefix leave out. */
  readonly scopeKey: string;
  readonly reverse: boolean;
}

/** The cursor's position among the keys of a scan. */
export function cursorKey(
  { values, before }: Cursor,
  orders: readonly Order[],
  { equals }: Conjunction,
  { prefix, scopeKey, reverse }: Layout,
): string {
  const cutBefore = before !== reverse;
  let key = prefix;
  for (const [i, value] of values.entries()) {
    const order = orders[i];
    if (!order) break;
    if (order.field === documentId && value.valueType === 'referenceValue') {
      const name = nameBelow(scopeKey, pathKey(splitName(value.referenceValue).path));
      return key + name + (cutBefore ? '' : afterPath);
    }
    const descending = order.descending !== reverse;
    const operand = indexedKey(value);
    const fixed = equals.get(order.field);
    if (fixed === undefined) key += descending ? invert(operand) : operand;
    else if (fixed !== operand) return fixed > operand !== descending ? key : key + afterAll;
  }
  return cutBefore ? key : key + afterAll;
}

/** The part of a name's key below the scope's; the scope's start or end for a name outside of it. */
export function nameBelow(scopeKey: string, name: string): string {
  if (name.startsWith(scopeKey)) return name.slice(scopeKey.length);
  return name < scopeKey ? '' : afterAll;
}
