/** Of one function; all users ask for the same few weeks. */
const MOST_REMEMBERED = 10_000;

/** A function of one argument that remembers its results, and forgets them all when there are too many. */
export function remembered<Argument, Result>(
  compute: (argument: Argument) => NonNullable<Result>,
): (argument: Argument) => NonNullable<Result> {
  const known = new Map<Argument, NonNullable<Result>>();
  return (argument) => {
    const before = known.get(argument);
    if (before !== undefined) return before;
    const result = compute(argument);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(argument, result);
    return result;
  };
}
