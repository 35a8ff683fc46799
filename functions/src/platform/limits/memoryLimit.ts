import { type Limit, type Taken, take } from './take';

/** Keys that one instance remembers; who was seen longest ago is forgotten first. */
const MAX_KEYS = 20_000;

/**
 * Limits calls by key within this instance, for nothing. All instances together let through as many
 * times the limit as there are instances, so it is for what costs about as much as to count it.
 *
 * @param now milliseconds of a clock that only goes forward
 */
export function memoryLimit(limit: Limit, now: () => number): (key: string) => Taken {
  const paid = new Map<string, number>();
  return (key) => {
    const taken = take(paid.get(key), now(), limit);
    if (!taken.ok) return taken;
    paid.delete(key); // to the end of the map's order
    paid.set(key, taken.paidAt);
    const [oldest] = paid.keys();
    if (paid.size > MAX_KEYS && oldest !== undefined) paid.delete(oldest);
    return taken;
  };
}
