import { type ErrorReason, isRefusal } from '../../functions/src/contracts/errors';
import type { Refusal } from '../../functions/src/engine/refusal';

/** What an action is refused with. @throws when it is not refused, or fails otherwise */
export function refusal(act: () => unknown): Refusal<ErrorReason> {
  try {
    act();
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
  throw new Error('was not refused');
}
