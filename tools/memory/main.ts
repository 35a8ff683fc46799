import '../../local/suite/quietLogs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functions } from '../../functions/src/functions';
import { firestoreRpc } from '../../functions/src/platform/firestoreRpc';
import { spawnFirestore } from '../../local/firestore/index';
import { call, functionsEnvironment, unsignedToken } from '../../local/host/index';
import { parseCommandLine, runCommand } from '../../local/suite/commandLine';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { repository } from '../../local/suite/repository';
import { UsageError } from '../../local/suite/usageError';
import { type Instance, startInstance } from '../../test/deploy/instance';
import { type Columns, markdownTable } from '../bench/markdownTable';
import { type Scene, scenes, type Sent } from './scenes';

const usage = `Usage: npm run tool -- memory [--only FUNCTION]

Runs functions as production does, one in each process, in the Functions Framework and as npm run build made them, and
gives each as much to do at once as its row in the table allows. Prints the memory that the process has once it serves,
and the most that it had, for docs/performance.md; fails where that is more than its instance has. Needs Linux, whose
/proc says it.`;

const projectId = 'demo-memory';
const directory = join(repository, 'functions');
const COMMIT = 200;
const TIMEOUT_MS = 60_000;

/** What a process had in memory, in MiB. */
interface Measured extends Pick<Scene, 'name' | 'what'> {
  readonly served: number;
  readonly peak: number;
}

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({ args: [...args], options: { only: { type: 'string' } } });
  if (!existsSync('/proc/self/status')) throw new UsageError('There is no /proc here.');
  const measured: Measured[] = [];
  for (const scene of scenes) {
    if (scene.name === (values.only ?? scene.name)) measured.push(await measure(scene));
  }
  process.stdout.write(markdownTable(columns, measured));
  const excess = measured.filter(({ name, peak }) => peak > functions[name].scale.memoryMiB);
  if (excess.length > 0) process.exitCode = 1;
}

const columns: Columns<Measured> = [
  ['function', ({ name }) => `\`${name}\``],
  ['at once', ({ name }) => String(functions[name].scale.concurrency)],
  ['of what', ({ what }) => what],
  ['serving MiB', ({ served }) => String(served)],
  ['peak MiB', ({ peak }) => String(peak)],
  ['instance MiB', ({ name }) => String(functions[name].scale.memoryMiB)],
];

async function measure(scene: Scene): Promise<Measured> {
  const { name, what } = scene;
  const { kind, scale } = functions[name];
  const store = await spawnFirestore({ indexes: declaredIndexes() });
  process.env['FIRESTORE_EMULATOR_HOST'] = store.host;
  const now = Date.now();
  await fill(scene, now);
  const instance = await startInstance({
    ...{ node: process.execPath, directory, name },
    signature: kind === 'worker' ? 'cloudevent' : 'http',
    env: {
      ...functionsEnvironment(projectId),
      FIRESTORE_EMULATOR_HOST: store.host,
      LIFT_RATE_LIMITS: 'true',
      // As V8 chooses it in an instance: without a limit it goes by the machine's memory.
      NODE_OPTIONS: `--max-old-space-size=${scale.memoryMiB / 2}`,
    },
  });
  try {
    const served = memoryOf(instance.pid, 'VmRSS');
    let next = 0;
    const caller = async () => {
      for (let n = next++; n < scene.times; n = next++) await send(instance, scene.sends(n, now));
    };
    await Promise.all(Array.from({ length: scale.concurrency }, caller));
    return { name, what, served, peak: memoryOf(instance.pid, 'VmHWM') };
  } catch (error) {
    throw new Error(`${name} failed. It printed: ${instance.printed().slice(-2_000)}`, {
      cause: error,
    });
  } finally {
    await instance.close();
    await store.close();
  }
}

async function fill({ stored }: Scene, now: number): Promise<void> {
  const rpc = firestoreRpc(projectId);
  const writes = stored ? [...stored(now)] : [];
  for (let at = 0; at < writes.length; at += COMMIT) {
    await rpc.commit(writes.slice(at, at + COMMIT), TIMEOUT_MS);
  }
}

async function send({ url, handle }: Instance, sent: Sent): Promise<void> {
  if ('event' in sent) await handle(sent.event as never);
  else if ('call' in sent) {
    await call(url, sent.call, unsignedToken(projectId, { uid: sent.uid }, new Date()));
  } else {
    const answer = await fetch(url + sent.path);
    if (!answer.ok) throw new Error(`It answered ${answer.status}.`);
    await answer.arrayBuffer();
  }
}

/** `VmRSS`: resident now. `VmHWM`: the most that was. */
function memoryOf(pid: number, figure: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kibibytes = 'NaN'] = new RegExp(`^${figure}:\\s+(\\d+) kB`, 'm').exec(status) ?? [];
  return Math.round(Number(kibibytes) / 1024);
}

runCommand(usage, main);
