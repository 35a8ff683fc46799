import type { Occasion } from './celebrations';

/**
 * What a user has celebrated on this device, in whichever tab: each occasion is had once. On the first visit
 * nothing is, for whatever there is has been there before.
 *
 * @returns those of the occasions that are new, and from now on are not
 */
export function celebrateOnce(userId: string, occasions: readonly Occasion[]): Promise<Occasion[]> {
  const key = `firestreak.celebrated.${userId}`;
  return oneTabAtATime(key, () => {
    const known = read(key);
    const ids = new Set([...(known ?? []), ...occasions.map(({ id }) => id)]);
    write(key, [...ids]);
    return known ? occasions.filter(({ id }) => !known.includes(id)) : [];
  });
}

async function oneTabAtATime<T>(name: string, work: () => T): Promise<T> {
  if (!('locks' in navigator)) return work();
  return await navigator.locks.request(name, work);
}

/** Of a browser that stores nothing, as long as the page lives. */
const memory = new Map<string, readonly string[]>();

function read(key: string): readonly string[] | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (Array.isArray(stored)) return stored.map(String);
  } catch {
    // It cannot be read.
  }
  return memory.get(key);
}

function write(key: string, ids: readonly string[]): void {
  memory.set(key, ids);
  try {
    localStorage.setItem(key, JSON.stringify(ids));
  } catch {
    // It cannot be stored.
  }
}
