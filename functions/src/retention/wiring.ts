import { erasure } from '../account/wiring';
import { accountsOf } from '../platform/accounts';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { openStore } from '../platform/openStore';
import { publish, topics } from '../platform/publish';
import type { RetentionDeps } from './deps';

/** Retention as it is deployed. */
export const retention = (): RetentionDeps => ({
  db: database(),
  open: openStore,
  now: () => clock.now(),
  accountsOf,
  lookAgain: erasure().lookAgain,
  erase: ({ uid, requestedAt, correlationId }) =>
    erasure().erase({ uid, upTo: Date.parse(requestedAt), correlationId }),
  announce: (message) => publish(topics.retention, message, message.runId),
});
