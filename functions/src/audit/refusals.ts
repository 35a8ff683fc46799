import { ZodError, prettifyError } from 'zod';
import { FirestreakError } from '../shared/errors';

/** The error that nothing is known of a user. */
export function unknownUser(): FirestreakError {
  return new FirestreakError('unknown-user', 'Nothing is known of this user.');
}

/** Does something with a user's documents. @throws FirestreakError `not-repairable` when one is malformed */
export async function makingSense<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const message = `A document of the user makes no sense. ${prettifyError(error)}`;
    throw new FirestreakError('not-repairable', message);
  }
}
