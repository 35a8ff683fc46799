import { logger } from 'firebase-functions';

/** Whom and what a log entry is about. Never an address, a token or a name. */
export interface LogContext {
  readonly operation: string;
  readonly correlationId: string;
  readonly userId?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Structured logging: one JSON entry a call, with a stable event name as its message. */
export const log = {
  info: (message: string, context: LogContext, fields: Fields = {}) => {
    logger.info(message, { ...context, ...fields });
  },
  warn: (message: string, context: LogContext, fields: Fields = {}) => {
    logger.warn(message, { ...context, ...fields });
  },
  /** The stack goes into the entry, so that error reporting groups by it. */
  error: (message: string, context: LogContext, error: unknown) => {
    const stack = error instanceof Error ? error.stack : String(error);
    logger.error(message, { ...context, error: stack });
  },
};
