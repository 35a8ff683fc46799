/** Places that one slot holds: joining contends only with those who want a place in the same slot. */
const PLACES_PER_SLOT = 25;
const MAX_SLOTS = 40;

/**
 * Whether somebody must have an account before they can join: where places are counted, and the app
 * demands it. Anyone can make as many anonymous users as there are places.
 */
export function needsAccount(
  { capacity }: { readonly capacity: number | null },
  { isAnonymous = false }: { readonly isAnonymous?: boolean },
  { placesNeedAccount }: { readonly placesNeedAccount: boolean },
): boolean {
  return placesNeedAccount && isAnonymous && capacity !== null;
}

/** How a challenge's places are shared out, so that no one document counts them all. */
export function placesOfSlots(capacity: number): number[] {
  const slots = Math.min(MAX_SLOTS, Math.ceil(capacity / PLACES_PER_SLOT));
  const each = Math.floor(capacity / slots);
  return Array.from({ length: slots }, (_, slot) => each + (slot < capacity % slots ? 1 : 0));
}

/**
 * The slot that somebody should try: one with a free place, from their own on, so that those who come
 * together spread out. Undefined where none is free.
 *
 * @param taken by slot
 * @param lot any whole number, the same each time for the same person
 */
export function freeSlot(
  places: readonly number[],
  taken: readonly number[],
  lot: number,
): number | undefined {
  const order = places.map((_, index) => (index + lot) % places.length);
  return order.find((slot) => (taken[slot] ?? 0) < (places[slot] ?? 0));
}
