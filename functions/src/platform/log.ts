import { logger } from 'firebase-functions/logger';

/** Whom and what a log entry is about. Never an address, a token or a name. */
export interface LogContext {
  readonly operation: string;
  readonly correlationId: string;
  readonly userId?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Structured logging: one JSON entry a call, with a stable event name as its message. The logger adds
 * the trace of the request or event that is being handled.
 *
 * DEBUG: what happened on the way, for whoever looks into one call. INFO: something was done or
 * refused as it should be. WARNING: something went wrong and is made good by itself (a message that
 * comes back, an open breaker). ERROR: a person has to look, or something was given up.
 */
export const log = {
  debug: (message: string, context: LogContext, fields: Fields = {}) => {
    logger.debug(message, { ...context, ...fields });
  },
  info: (message: string, context: LogContext, fields: Fields = {}) => {
    logger.info(message, { ...context, ...fields });
  },
  warn: (message: string, context: LogContext, fields: Fields = {}) => {
    logger.warn(message, { ...context, ...fields });
  },
  /**
   * The stack goes into the field by which Error Reporting groups. `logger.error` would put that of its
   * own caller in the place of the message.
   */
  error: (message: string, context: LogContext, error: unknown) => {
    const { stack } = error instanceof Error ? error : new Error(String(error));
    logger.write({ severity: 'ERROR', message, ...context, stack_trace: stack });
  },
};
