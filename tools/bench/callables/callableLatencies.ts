import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { call, CallableError, unsignedToken } from '../../../local/host/index';
import { type Example, USERS, examples, userOf } from './examples';
import { type Percentiles, percentiles } from './percentiles';

const WARM_UP_CALLS = 20;
const HOUR_MS = 3_600_000;

/** How long calls of one kind took, one after the other, in milliseconds. */
export interface CallableLatency extends Percentiles {
  readonly callable: string;
  /** Milliseconds by which the store held back each answer. */
  readonly latencyMs: number;
  readonly calls: number;
  /** Why calls were refused, where they were. */
  readonly refused?: string;
}

interface Hosted {
  readonly url: string;
  readonly projectId: string;
}

/** Measures the callables as they are built, over HTTP, from a host that has been warmed up. */
export async function callableLatencies(
  latencyMs: number,
  calls: number,
): Promise<CallableLatency[]> {
  const child = fork(
    join(__dirname, 'hostProcess.ts'),
    [String(latencyMs), String(calls + WARM_UP_CALLS)],
    {
      execArgv: ['--require', require.resolve('tsx/cjs')],
      env: { ...process.env, METADATA_SERVER_DETECTION: 'none' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  try {
    const [host] = (await once(child, 'message')) as [Partial<Hosted> & { error?: string }];
    if (host.url === undefined || host.projectId === undefined) throw new Error(host.error);
    const hosted = { url: host.url, projectId: host.projectId };
    await giveHistories(hosted);
    const measured: CallableLatency[] = [];
    const answers = new Map<string, unknown[]>();
    for (const example of examples) {
      measured.push({ ...(await measureOne(hosted, example, calls, answers)), latencyMs });
    }
    return measured;
  } finally {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  }
}

async function giveHistories(hosted: Hosted): Promise<void> {
  const occurredAt = new Date(Date.now() - 30 * HOUR_MS).toISOString();
  const data = { type: 'evaluation_high', timeZone: 'Europe/Berlin', occurredAt };
  const first: Example = { name: 'logActivity', data: () => ({ ...data, activityId: 'first' }) };
  for (let n = 0; n < USERS; n += 1) await send(hosted, first, n, new Map());
}

async function measureOne(
  hosted: Hosted,
  example: Example,
  calls: number,
  answers: Map<string, unknown[]>,
) {
  const { name, label } = example;
  const times: number[] = [];
  const given: unknown[] = [];
  let refused: string | undefined;
  for (let n = -WARM_UP_CALLS; n < calls; n += 1) {
    const start = performance.now();
    const answered = await send(hosted, example, n + WARM_UP_CALLS, answers);
    if (n >= 0) times.push(performance.now() - start);
    given.push(answered.answer);
    refused ??= answered.refused;
  }
  answers.set(name, given);
  return {
    callable: label === undefined ? name : `${name}, ${label}`,
    calls,
    ...percentiles(times),
    ...(refused !== undefined && { refused }),
  };
}

/** @param answers of the examples before, to their calls from the first on */
async function send(
  { url, projectId }: Hosted,
  { name, data, uid = userOf, isAdmin = false }: Example,
  n: number,
  answers: ReadonlyMap<string, readonly unknown[]>,
): Promise<{ answer?: unknown; refused?: string }> {
  const auth = { uid: uid(n), ...(isAdmin && { claims: { admin: true } }) };
  const answerOf = (before: string) => {
    const answer = answers.get(before)?.[n];
    if (answer === undefined)
      throw new Error(`${before} gave no answer for ${name} to go on with.`);
    return answer;
  };
  const request = data?.(n, answerOf) ?? {};
  try {
    return { answer: await call(url + name, request, unsignedToken(projectId, auth, new Date())) };
  } catch (error) {
    // What is not there answers with no JSON.
    const isRefused = error instanceof CallableError;
    return { refused: isRefused ? `${error.code}: ${error.message}` : 'not there' };
  }
}
