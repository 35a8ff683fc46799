import { type OperatorAction, recorded } from '../platform/administration';
import type { LogContext } from '../platform/log';
import { assertAllowed, consumeShared, limitKey, memoryLimit } from '../platform/rateLimit';
import type { Ports } from '../ports';
import { everyCall, type LimitClass, ofOneAddress, shared } from '../contracts/rateLimits';

/** Not the world's clock: that one may be set, and a limit of minutes needs none. */
const monotonic = () => performance.now();

/** What stands before the handlers of an app: rate limits, and the check and record of administrators. */
export type Gate = ReturnType<typeof createGate>;

/** The gate of one app. It counts what comes to this instance. */
export function createGate(ports: Ports) {
  const { settings, now } = ports;
  const ofUser = memoryLimit(everyCall, monotonic);
  const ofAddress = memoryLimit(ofOneAddress(everyCall), monotonic);
  return {
    settings,
    /** Limits what comes from one address, in this instance. @throws FirestreakError `too-many-calls` */
    limitAddress: (address: string): void => {
      if (!settings.rateLimitsLifted) assertAllowed(ofAddress(address));
    },
    /** Limits what one user calls, in this instance. @throws FirestreakError `too-many-calls` */
    limitUser: (uid: string): void => {
      if (!settings.rateLimitsLifted) assertAllowed(ofUser(uid));
    },
    /**
     * Limits a class of calls of a user and of an address over all instances, where the class is counted
     * so. Two reads, two writes.
     *
     * @throws FirestreakError `too-many-calls`
     */
    limitShared: async (kind: LimitClass, uid: string, address: string): Promise<void> => {
      if (settings.rateLimitsLifted || !isShared(kind)) return;
      const limit = shared[kind];
      const keys = [
        { key: limitKey({ kind, by: 'user', who: uid }), limit },
        { key: limitKey({ kind, by: 'address', who: address }), limit: ofOneAddress(limit) },
      ];
      assertAllowed(await consumeShared(ports.db, keys, now()));
    },
    /** See {@link Ports.verifyAdministrator}. */
    verifyAdministrator: ports.verifyAdministrator,
    /** See {@link recorded}. */
    recorded: <T>(action: OperatorAction, context: LogContext, act: () => Promise<T>): Promise<T> =>
      recorded(ports, action, context, act),
  };
}

function isShared(kind: LimitClass): kind is keyof typeof shared {
  return Object.hasOwn(shared, kind);
}
