import { logger } from 'firebase-functions/logger';
import { errorFactsOf, isError, stackOf } from './errorFacts';

/** Whom and what a log entry is about. Never an address, a token or a name. */
export interface LogContext {
  readonly operation: string;
  readonly correlationId: string;
  readonly userId?: string;
}

/** What else an entry says. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Structured logging: one JSON entry a call, with a stable event name as its message. The logger adds
 * the trace of the request or event that is being handled. No entry holds what somebody typed: fields
 * are ids of ours, words of closed sets and numbers, and of an error there is what {@link errorFactsOf} says.
 *
 * DEBUG: what happened on the way, for whoever looks into one call. INFO: something was done or
 * refused as it should be. WARNING: something went wrong and is made good by itself (a message that
 * comes back, an open breaker). ERROR: a person has to look, or something was given up.
 */
export const log = {
  debug: (message: string, context: LogContext, fields: Fields = {}) => {
    logger.debug(message, { ...identified(context), ...fields });
  },
  info: (message: string, context: LogContext, fields: Fields = {}) => {
    logger.info(message, { ...identified(context), ...fields });
  },
  warn: (message: string, context: LogContext, fields: Fields = {}) => {
    logger.warn(message, { ...identified(context), ...fields });
  },
  /**
   * The facts of the error go into the field by which Error Reporting groups, as a stack under its class and
   * the name of the event. `logger.error` would put those of its own caller in the place of the message.
   */
  error: (message: string, context: LogContext, error: unknown, fields: Fields = {}) => {
    const facts = errorFactsOf(isError(error) ? error : new Error()); // with frames, whatever was thrown
    const stack = stackOf(`${message} in ${context.operation}`, facts);
    const entry = { ...identified(context), ...fields, stack_trace: stack };
    logger.write({ severity: 'ERROR', message, ...entry });
  },
};

/** Ids that we make, times of schedules, and what clients may send: no address, path or sentence. */
const CORRELATION_ID = /^[\w:.+-]{1,128}$/;

/** Locally, where tokens are not verified, a uid may be anything; a message may come from anywhere. */
function identified({ correlationId, userId, ...rest }: LogContext): LogContext {
  return {
    ...rest,
    correlationId: CORRELATION_ID.test(correlationId) ? correlationId : 'malformed',
    ...(typeof userId === 'string' && { userId }),
  };
}
