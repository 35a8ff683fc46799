import type { Timestamp } from 'firebase-admin/firestore';
import { erasure } from '../account/wiring';
import { eraseUser } from '../account/eraseUser';
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
  erase: ({ uid, requestedAt }) => {
    const isNewer = ({ createTime }: { readonly createTime: Timestamp }) =>
      createTime.toMillis() > Date.parse(requestedAt);
    return eraseUser(database(), uid, isNewer);
  },
  announce: (message) => publish(topics.retention, message, message.runId),
});
