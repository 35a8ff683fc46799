import './virtualTime';
import './quiet';
import './fewShards';
import { parentPort, workerData } from 'node:worker_threads';
import { startFirestore } from '../../local/firestore';
import { fill } from '../../functions/src/platform/fill';
import { type Line, connectInProcess } from './cloud/connectInProcess';
import { newClients } from './cloud/instance';
import { type SeedResult, type WorldOptions, runSeed } from './runSeed';
import { whileTimePasses } from './virtualTime';

/** Processes side by side in a world. */
const SLOTS = 3;

/** What a thread is told: a seed to run. */
export interface ThreadTask {
  readonly seed: number;
}

const options = workerData as WorldOptions;

async function main(): Promise<void> {
  Object.assign(process.env, {
    FIRESTORE_EMULATOR_HOST: '127.0.0.1:1', // nothing is sent there
    GCLOUD_PROJECT: 'demo-chaos',
    METADATA_SERVER_DETECTION: 'none',
    LIFT_RATE_LIMITS: 'true', // they count by the thread, which outlives its worlds
  });
  let current: Line | undefined;
  connectInProcess(() => {
    if (!current) throw new Error('There is no world.');
    return current;
  });
  const clients = Array.from({ length: SLOTS }, (_, slot) => newClients('demo-chaos', slot));
  // What is loaded when it is first needed takes time of the world outside, which no timer counts.
  await import('@grpc/grpc-js');
  for (const form of ['text', 'html'] as const) await fill('', {}, form);
  await warmUp();
  parentPort?.on('message', ({ seed }: ThreadTask) => {
    void run(seed).then((result) => parentPort?.postMessage(result));
  });

  /** Makes what clients make at their first call, so that the first world is as all others. */
  async function warmUp(): Promise<void> {
    const server = await startFirestore();
    current = { server, rpc: (_, serve) => serve() };
    await whileTimePasses(() =>
      Promise.all(
        clients.flatMap(({ db, rpc }) => [db.doc('a/b').get(), rpc.batchGet(['a/b'], 1000)]),
      ),
    );
    await server.close();
  }

  async function run(seed: number): Promise<SeedResult> {
    try {
      return await whileTimePasses(() =>
        runSeed(seed, options, clients, (line) => {
          current = line;
        }),
      );
    } catch (error) {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { seed, faultsInjected: 0, crashes: 0, points: [], digest: 0, wrong: [what] };
    }
  }
}

void main();
