/** A number from 0 up to 1 that depends on nothing but a seed and what it is about. */
export type Dice = (...about: readonly (string | number)[]) => number;

/**
 * The dice of a seed. They hold no state, so one throw changes no other: work that comes in another
 * order meets the same chances.
 */
export function diceOf(seed: number): Dice {
  return (...about) => hash(`${seed}|${about.join('|')}`) / 2 ** 32;
}

/** One of some, by a throw. */
export function pick<T>(items: readonly [T, ...T[]], thrown: number): T {
  return items[Math.floor(thrown * items.length)] ?? items[0];
}

/** A whole number between two, both included, by a throw. */
export function between(least: number, most: number, thrown: number): number {
  return least + Math.floor(thrown * (most - least + 1));
}

/** FNV-1a with the finalizer of MurmurHash3, which spreads texts that differ in one digit. */
export function hash(text: string): number {
  let mixed = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193);
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
