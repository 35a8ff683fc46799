import { outagesInForce } from '../outages/inForce';
import type * as Accounts from '../platform/accounts';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { enqueue, queues } from '../platform/tasks';
import { program } from '../program';
import type { ErasureDeps } from './deleteMyData';
import { eraseUser } from './eraseUser';
import { lookAgainAfterMs } from './erasureTask';
import type { FinishDeps } from './finishErasure';

/** Erasing as it is deployed. */
export function erasure(): ErasureDeps & FinishDeps {
  const deps = { db: database(), program, now: () => clock.now() };
  return {
    db: deps.db,
    erase: (erased, isOver) =>
      outagesInForce.use((outages) => eraseUser({ ...deps, outages }, erased, isOver)),
    accountOf: async ({ uid, correlationId, tenant }) => {
      const context = { operation: 'finishErasure', correlationId };
      return (await loadAccounts().accountsOf([uid], context, tenant)).get(uid);
    },
    lookAgain: (task) => {
      const { uid, of, requestedAt, correlationId } = task;
      const at = clock.now() + lookAgainAfterMs[of];
      const name = `erasure ${uid} ${of} ${requestedAt}`;
      return enqueue(queues.finishErasure, task, { name, at, correlationId });
    },
  };
}

/** Only the deletion of an account asks Auth, behind a breaker: no other cold start pays for it. */
function loadAccounts(): typeof Accounts {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() of a file of ours works in no tool that runs TypeScript
  return require('../platform/accounts') as typeof Accounts;
}
