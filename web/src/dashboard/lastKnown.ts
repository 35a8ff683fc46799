import type { About, Day, Streak } from './page';

/** What a user was shown last on this device. */
export interface LastKnown {
  readonly streak: Streak;
  readonly about: About;
  readonly days: readonly Day[];
}

/** What is stored, and of which make; what another make of the page has stored may have another shape. */
const MAKE = 1;

const keyOf = (userId: string) => `firestreak.last.${userId}`;

/** Keeps it, so that the page can show it without a network. */
export function keepLast(userId: string, known: LastKnown): void {
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify({ make: MAKE, ...known }));
  } catch {
    // A browser that stores nothing has nothing to show without a network.
  }
}

/** What was kept, if anything. */
export function lastKnown(userId: string): LastKnown | undefined {
  try {
    const stored = JSON.parse(localStorage.getItem(keyOf(userId)) ?? 'null') as
      (LastKnown & { readonly make: unknown }) | null;
    return stored?.make === MAKE ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves nothing behind of whoever signs out. */
export function forgetLast(userId: string): void {
  try {
    localStorage.removeItem(keyOf(userId));
  } catch {
    // Nothing was kept.
  }
}
