import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CallableError } from '../../../local/host';
import { call } from '../../../local/host/call';
import { unsignedToken } from '../../../local/host/unsignedToken';
import { type Example, USERS, examples, userOf } from './examples';
import { type Percentiles, percentiles } from './percentiles';

const WARM_UP_CALLS = 20;

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
  const child = fork(join(__dirname, 'hostProcess.ts'), [String(latencyMs)], {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    env: { ...process.env, METADATA_SERVER_DETECTION: 'none' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const [host] = (await once(child, 'message')) as [Partial<Hosted> & { error?: string }];
    if (host.url === undefined || host.projectId === undefined) throw new Error(host.error);
    const hosted = { url: host.url, projectId: host.projectId };
    await giveHistories(hosted);
    const measured: CallableLatency[] = [];
    for (const example of examples) {
      measured.push({ ...(await measureOne(hosted, example, calls)), latencyMs });
    }
    return measured;
  } finally {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  }
}

async function giveHistories(hosted: Hosted): Promise<void> {
  const data = { type: 'evaluation_high', timeZone: 'Europe/Berlin' };
  const first: Example = { name: 'logActivity', data: () => ({ ...data, activityId: 'first' }) };
  for (let n = 0; n < USERS; n += 1) await send(hosted, first, n);
}

async function measureOne(hosted: Hosted, example: Example, calls: number) {
  const { name, label } = example;
  const times: number[] = [];
  let refused: string | undefined;
  for (let n = -WARM_UP_CALLS; n < calls; n += 1) {
    const start = performance.now();
    const refusal = await send(hosted, example, n + WARM_UP_CALLS);
    if (n >= 0) times.push(performance.now() - start);
    refused ??= refusal;
  }
  return {
    callable: label === undefined ? name : `${name}, ${label}`,
    calls,
    ...percentiles(times),
    ...(refused !== undefined && { refused }),
  };
}

/** @returns why the call was refused, if it was */
async function send(
  { url, projectId }: Hosted,
  { name, data, uid = userOf, isAdmin = false }: Example,
  n: number,
): Promise<string | undefined> {
  const auth = { uid: uid(n), ...(isAdmin && { claims: { admin: true } }) };
  try {
    await call(url + name, data?.(n) ?? {}, unsignedToken(projectId, auth, new Date()));
    return undefined;
  } catch (error) {
    // What is not there answers with no JSON.
    return error instanceof CallableError ? `${error.code}: ${error.message}` : 'not there';
  }
}
