import { repeat } from 'lit/directives/repeat.js';

/**
 * Lists things by their keys: what belongs to one stays with it when others come or go. They are rendered at once,
 * so that what cannot be shown is found while its element can still say so.
 */
export function keyed<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
  rendered: (thing: Thing) => unknown,
): unknown {
  const pairs = things.map((thing) => [keyOf(thing), rendered(thing)] as const);
  return repeat(
    pairs,
    ([key]) => key,
    ([, shown]) => shown,
  );
}
