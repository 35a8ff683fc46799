/** Between two lines, in milliseconds. */
const EVERY_MS = 15_000;

/**
 * Follows a campaign: is told of each seed that is done, in any order, and says now and then how far it
 * is, how fast, how long it will take and where to go on if it is stopped.
 */
export function progress(first: number, count: number, now = () => performance.now()) {
  const startedAt = now();
  const ahead = new Set<number>();
  let [done, next, saidAt] = [0, first, startedAt];
  return (seed: number): string | undefined => {
    done += 1;
    ahead.add(seed);
    while (ahead.delete(next)) next += 1;
    const at = now();
    if (at - saidAt < EVERY_MS && done < count) return undefined;
    saidAt = at;
    const speed = done / ((at - startedAt) / 1000);
    const left = (count - done) / speed;
    const goOn = done < count ? `, ${inWords(left)} left, next is --from ${next}` : '';
    return `${done} of ${count} seeds, ${speed.toFixed(1)} seeds/s${goOn}`;
  };
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
