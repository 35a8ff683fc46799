import { log } from '../platform/log';
import { guardForeignLogs } from './foreignLogs';

/**
 * A handler of events, tasks or schedules whose failures are logged with its name and the correlation
 * id of what it handles. The frameworks around it would log the message of the error, which is left out.
 *
 * @param correlationIdOf the id of an event, where it has one
 */
export function logFailures<Event extends readonly unknown[]>(
  operation: string,
  correlationIdOf: (...event: Event) => string,
  handle: (...event: Event) => Promise<void>,
): (...event: Event) => Promise<void> {
  return async (...event) => {
    guardForeignLogs();
    try {
      await handle(...event);
    } catch (error) {
      log.error(
        'unexpected_failure',
        { operation, correlationId: correlationIdOf(...event) },
        error,
      );
      throw error;
    }
  };
}
