import { FirestreakError } from '../../functions/src/shared/errors';

/** What an action is refused with. @throws when it is not refused, or fails otherwise */
export function refusal(act: () => unknown): FirestreakError {
  try {
    act();
  } catch (error) {
    if (error instanceof FirestreakError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
