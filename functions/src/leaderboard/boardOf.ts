import type { Slot } from './boards';
import { type PeriodScore, orderOf } from './score';
import type { BoardField } from './stored';

/** Scores as a user document keeps them; of two in one slot, the later. */
export function boardOf(uid: string, scores: readonly PeriodScore[]): BoardField {
  const slots = scores.map((each): [Slot, BoardField[Slot]] => {
    const { name, slot } = each.period;
    return [slot, { period: name, ...each.score, order: orderOf(uid, each) }];
  });
  return Object.fromEntries(slots);
}
