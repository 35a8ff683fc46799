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
