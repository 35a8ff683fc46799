import type { CloudFunction } from 'firebase-functions/core';
import type { EventHandlerOptions } from 'firebase-functions/options';
import { type AuthEvent, onUserDeleted, type User } from 'firebase-functions/v2/identity';
import { log } from '../platform/log';
import { logFailures } from './logFailures';
import type { AccountRow, HandlerOf } from './rows';

/**
 * A function that runs when an account is deleted, of whatever tenant; what it throws brings the event back. It works
 * as of the time of deletion, however late or often the event arrives: the account may exist again by then.
 */
export function account(
  operation: string,
  handle: HandlerOf<AccountRow>,
  options: EventHandlerOptions,
): CloudFunction<AuthEvent<User>> {
  return onUserDeleted(
    { ...options, retry: true },
    logFailures(
      operation,
      ({ id }: AuthEvent<User>) => id,
      async ({ id, time, data, tenantId }) => {
        const context = { operation, correlationId: id };
        const uid = uidIn(data);
        if (uid === undefined) {
          log.warn('event_without_account', context, {});
          return;
        }
        const deletedAt = new Date(time).toISOString();
        await handle(
          { uid, deletedAt, ...(tenantId !== undefined && { tenant: tenantId }) },
          context,
        );
      },
    ),
  );
}

/** Without the account in it, the event has no data, whatever the typings say. */
function uidIn(data: User | undefined): string | undefined {
  return typeof data?.uid === 'string' ? data.uid : undefined;
}
