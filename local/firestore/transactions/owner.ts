/** Someone who may hold locks: a transaction, or one plain commit. Lower ages go first. */
export interface Owner {
  readonly age: number;
}

/**
 * The owners on a way of waiting from one to the other, if there is one.
 *
 * @param blockersOf those for whom an owner waits
 */
export function wayOfWaiting(
  from: Owner,
  to: Owner,
  blockersOf: (owner: Owner) => Iterable<Owner>,
  seen = new Set<Owner>(),
): Owner[] | undefined {
  if (from === to) return [from];
  seen.add(from);
  for (const blocker of blockersOf(from)) {
    const rest = seen.has(blocker) ? undefined : wayOfWaiting(blocker, to, blockersOf, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}
