import './virtualTime';
import './quiet';
import './fewShards';
import { parentPort, workerData } from 'node:worker_threads';
import { loadTemplates } from '../../functions/src/platform/template';
import { startFirestore } from '../../local/firestore/index';
import { connectInProcess, type Line } from './cloud/connectInProcess';
import { newClients } from './cloud/ports';
import { runSeed, type SeedResult, type WorldOptions } from './runSeed';
import { whileTimePasses } from './virtualTime';

/** Processes side by side in a world. */
const SLOTS = 3;

/** What a thread is told: a seed to run. */
export interface ThreadTask {
  readonly seed: number;
}

const options = workerData as WorldOptions;

/** What was rejected and nobody handled, at which Node would end a process of functions. */
const unhandled: string[] = [];
process.on('unhandledRejection', (error) => {
  unhandled.push(`nobody handled ${textOf(error)}`);
});

async function main(): Promise<void> {
  Object.assign(process.env, {
    FIRESTORE_EMULATOR_HOST: '127.0.0.1:1', // nothing is sent there
    GCLOUD_PROJECT: 'demo-chaos',
    METADATA_SERVER_DETECTION: 'none',
  });
  let current: Line | undefined;
  connectInProcess(() => {
    if (!current) throw new Error('There is no world.');
    return current;
  });
  const clients = Array.from({ length: SLOTS }, (_, slot) => newClients('demo-chaos', slot));
  // What is loaded when it is first needed takes time of the world outside, which no timer counts.
  await import('@grpc/grpc-js');
  const fill = await loadTemplates();
  for (const form of ['text', 'html'] as const) fill('', {}, 'en', form);
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
      const result = await whileTimePasses(() =>
        runSeed(seed, options, clients, (line) => {
          current = line;
        }),
      );
      return { ...result, wrong: [...result.wrong, ...unhandled] };
    } catch (error) {
      const wrong = [textOf(error)];
      return { seed, faultsInjected: 0, crashes: 0, points: [], ran: [], digest: 0, wrong };
    }
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

void main();
