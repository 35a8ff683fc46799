/**
 * Runs a task for every item, at most `lanes` at once; items are taken as lanes get free. Rejects when
 * all have ended and one failed.
 */
export async function inParallel<T>(
  items: AsyncIterable<T> | Iterable<T>,
  lanes: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = oneByOne(items);
  const failures: unknown[] = [];
  const lane = async () => {
    for await (const item of queue) {
      try {
        await task(item);
      } catch (failure) {
        failures.push(failure);
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  failures.push(
    ...ended.flatMap((end): unknown[] => (end.status === 'rejected' ? [end.reason] : [])),
  );
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, 'Several tasks failed.');
}

/** The items through one iterator, which several lanes may draw from. */
async function* oneByOne<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  for await (const item of items) yield item;
}

/** Runs a task for a key; whoever asks for the same key meanwhile waits for the same run. */
export function singleFlight<T>(): (key: string, task: () => Promise<T>) => Promise<T> {
  const flights = new Map<string, Promise<T>>();
  return (key, task) => {
    const known = flights.get(key);
    if (known) return known;
    const flight = task().finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
