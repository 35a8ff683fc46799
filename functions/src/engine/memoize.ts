/** Results kept per function; users ask for the same few weeks. */
const MAX_ENTRIES = 10_000;

/** A memoized function of one argument; the cache is emptied when it is full. */
export function memoize<Argument, Result>(
  compute: (argument: Argument) => NonNullable<Result>,
): (argument: Argument) => NonNullable<Result> {
  const known = new Map<Argument, NonNullable<Result>>();
  return (argument) => {
    const before = known.get(argument);
    if (before !== undefined) return before;
    const result = compute(argument);
    if (known.size >= MAX_ENTRIES) known.clear();
    known.set(argument, result);
    return result;
  };
}
