import type { World } from '../world';

const HOUR_MS = 3_600_000;

/** Cards that a user may make at once, and in an hour. */
const CARDS = 20;

/** Of those who left nothing is stored that names them, and none made more cards than anyone may. */
export function leaversAreGone({ history }: World): string[] {
  const left = [...history.named].map((path) => `${path} names somebody who has left`);
  const [first = 0, last = 0] = [history.cards.at(0), history.cards.at(-1)];
  const most = CARDS + ((last - first) / HOUR_MS) * CARDS + 1;
  if (history.cards.length > most) left.push(`${history.cards.length} cards were made`);
  return left;
}
