import { join } from 'node:path';
import { startPubsub } from '../../../local/pubsub/index';
import { spawnFirestore } from '../../../local/firestore/index';
import { startHost } from '../../../local/host/index';
import { declaredIndexes } from '../../../local/suite/declaredIndexes';
import { administrator, startAccounts } from '../../../test/support/accountsServer';
import { seed } from './seed';

/** The functions in a process of their own, over a store in another. Tells its parent where. */
const projectId = 'demo-callables';
const built = join(__dirname, '../../../functions/lib/index.js');

async function start(latencyMs: number, calls: number): Promise<string> {
  const indexes = declaredIndexes();
  const [store, pubsub] = [await spawnFirestore({ indexes, latencyMs }), await startPubsub()];
  const auth = await startAccounts();
  auth.accounts.set('admin', administrator);
  Object.assign(process.env, {
    FIREBASE_AUTH_EMULATOR_HOST: auth.host,
    GCLOUD_PROJECT: projectId,
    FIREBASE_CONFIG: JSON.stringify({ projectId }),
    FUNCTIONS_EMULATOR: 'true',
    FIREBASE_DEBUG_MODE: 'true',
    FIREBASE_DEBUG_FEATURES: JSON.stringify({ skipTokenVerification: true }),
    FIRESTORE_EMULATOR_HOST: store.host,
    PUBSUB_EMULATOR_HOST: pubsub.host,
    LIFT_RATE_LIMITS: 'true', // one administrator makes all calls of administrators
  });
  await seed(projectId, calls);
  const all = (await import(built)) as Record<string, { __endpoint?: object }>;
  // Callables and the queues for their tasks: what follows from events is no part of their latency.
  const functions = Object.fromEntries(
    Object.entries(all).filter(
      ([, { __endpoint = {} }]) =>
        'callableTrigger' in __endpoint || 'taskQueueTrigger' in __endpoint,
    ),
  );
  const host = await startHost({ functions, projectId });
  process.env['CLOUD_TASKS_EMULATOR_HOST'] = host.address;
  process.on('disconnect', () => process.exit(0));
  return host.url('');
}

start(Number(process.argv[2]), Number(process.argv[3])).then(
  (url) => process.send?.({ url, projectId }),
  (error: unknown) => process.send?.({ error: String(error) }),
);
