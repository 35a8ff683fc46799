import { createApp } from '../../functions/src/app';
import { databaseId } from '../../functions/src/config/parameters';
import { type ShardMessage, shardMessage } from '../../functions/src/contracts/messages';
import { firestoreRpc } from '../../functions/src/platform/firestoreRpc';
import { connectStore } from '../../functions/src/platform/bulkStore';
import type { Write } from '../../functions/src/platform/write';
import { inParallel } from '../../functions/src/platform/concurrency';
import type { SpawnedFirestore, Usage } from '../../local/firestore/index';
import { simulatedPorts } from '../ports';
import type { FloorMode } from './floor';
import { RUN_AT, population } from './population';
import type { Design, Measured, Scale } from './scale';
import type { Answer } from './task';
import { type WorkerProcess, startWorker } from './workerProcess';

/** How long the replaced design is watched; what it would need for the rest follows. */
const REPLACED_LIMIT_MS = 10_000;

const WRITES_PER_LOAD = 400;
/** Enough for the compiler to have come to rest. */
const WARM_UP = { users: 10_000, due: 10_000 };

/** A design and what it is run with. */
export interface Contender {
  readonly design: Design;
  readonly workers: number;
  /** How the floor is written. */
  readonly mode?: FloorMode;
}

let projects = 0;

/** Measures a design once, on a loaded project, after warming its processes up on another. */
export async function measure(
  store: SpawnedFirestore,
  scale: Scale,
  contender: Contender,
  project: string,
): Promise<Measured> {
  const warmUp = await load(store, WARM_UP);
  const workers = await Promise.all(
    Array.from({ length: contender.workers }, () => startWorker(store.host)),
  );
  try {
    await run(contender, WARM_UP, warmUp, workers);
    await costsOf(workers);
    await store.collectGarbage();
    const before = await store.usage();
    const start = performance.now();
    const done = await run(contender, scale, project, workers);
    const elapsed = (performance.now() - start) / 1000;
    const after = await store.usage();
    const { peakRssMiB, cpuMs } = await costsOf(workers);
    const share = done.users / scale.users;
    const seconds = elapsed / share;
    return {
      ...scale,
      design: contender.design,
      workers: contender.workers,
      seconds,
      secondsFromTo: [seconds, seconds],
      usersPerSecond: scale.due / seconds,
      readsPerDue: (after.reads - before.reads) / done.due,
      writesPerDue: (after.writes - before.writes) / done.due,
      rpcs: Math.round((rpcsOf(after) - rpcsOf(before)) / share),
      conflicts: done.conflicts,
      peakRssMiB,
      cpuMsPerDue: cpuMs / done.due,
      measuredDue: done.due,
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
    await clear(store, warmUp);
  }
}

interface Done {
  /** Users that were looked at, due or not. */
  readonly users: number;
  readonly due: number;
  readonly conflicts: number;
}

async function run(
  { design, mode }: Contender,
  { users, due }: Pick<Scale, 'users' | 'due'>,
  projectId: string,
  workers: readonly WorkerProcess[],
): Promise<Done> {
  const [first] = workers;
  if (!first) throw new Error('A design needs a worker.');
  if (design === 'firestreak') {
    const answers = await maintain(projectId, workers);
    const judged = sum(answers.map((answer) => answer.due ?? 0));
    if (judged !== due) throw new Error(`${judged} users were judged, ${due} were due.`);
    return { users, due, conflicts: sum(answers.map((answer) => answer.conflicts ?? 0)) };
  }
  if (mode) {
    await first.run({ kind: 'floor', projectId, due, mode });
    return { users, due, conflicts: 0 };
  }
  const covered = await first.run({ kind: 'replaced', projectId, limitMs: REPLACED_LIMIT_MS });
  return { users: covered.users ?? 0, due: covered.due ?? 0, conflicts: 0 };
}

/** The schedule, and its messages dealt out to whichever worker is free. */
async function maintain(projectId: string, workers: readonly WorkerProcess[]): Promise<Answer[]> {
  const messages = await dueMessages(projectId);
  const free = [...workers];
  const answers: Answer[] = [];
  await inParallel(messages, workers.length, async (message) => {
    const worker = free.pop();
    if (!worker) throw new Error('More messages at once than workers.');
    answers.push(await worker.run({ kind: 'shards', projectId, message }));
    free.push(worker);
  });
  return answers;
}

/** What the schedule announces at RUN_AT. */
export async function dueMessages(projectId: string): Promise<ShardMessage[]> {
  const messages: ShardMessage[] = [];
  const ports = simulatedPorts({
    open: connectStore(projectId, Date.now),
    now: Date.now,
    publish: (_, json) => Promise.resolve(void messages.push(shardMessage.parse(json))),
  });
  const context = { operation: 'scheduleMaintenance', correlationId: 'bench' };
  await createApp(ports).scheduleMaintenance(new Date(RUN_AT), context);
  return messages;
}

async function costsOf(workers: readonly WorkerProcess[]) {
  const costs = await Promise.all(workers.map((worker) => worker.run({ kind: 'report' })));
  return {
    peakRssMiB: Math.max(...costs.map(({ peakRssMiB = 0 }) => peakRssMiB)),
    cpuMs: sum(costs.map(({ cpuMs = 0 }) => cpuMs)),
  };
}

/**
 * A new project with the users of a scale. The embedded store makes an index for the first query that needs
 * it, which takes longer the more users there are; Firestore has it by then, and so has the project.
 */
export async function load(
  store: SpawnedFirestore,
  scale: Pick<Scale, 'users' | 'due'>,
): Promise<string> {
  process.env['FIRESTORE_EMULATOR_HOST'] = store.host;
  projects += 1;
  const projectId = `demo-bench-${projects}`;
  const rpc = firestoreRpc(projectId);
  await inParallel(inGroups(population(scale), WRITES_PER_LOAD), 4, (writes) =>
    rpc.commit(writes, 60_000),
  );
  await dueMessages(projectId);
  return projectId;
}

function* inGroups(writes: Iterable<Write>, size: number): Generator<Write[]> {
  let group: Write[] = [];
  for (const write of writes) {
    group.push(write);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  yield group;
}

/** Drops the documents of a project. */
export async function clear({ host }: SpawnedFirestore, projectId: string): Promise<void> {
  const documents = `emulator/v1/projects/${projectId}/databases/${databaseId()}/documents`;
  const response = await fetch(`http://${host}/${documents}`, { method: 'DELETE' });
  if (!response.ok) throw new Error(`The documents stay: ${await response.text()}`);
}

function rpcsOf({ rpcs }: Usage): number {
  return sum(Object.values(rpcs));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
