import { projectId } from './environment';
import { PubSub } from '@google-cloud/pubsub';
import * as functions from '../../functions/src';
import { deployed, type Host, startHost, unsignedToken } from '../../local/host/index';
import type { Attack } from './attack';
import { ADMIN, OTHER } from './extremes';
import { END_OF_OUTPUT, type FromInstance, type Outcome, type ToInstance } from './protocol';

// The process under attack: the functions, whose outputs, time and memory are those of this process.

const MIB = 1_048_576;

const signIn = {
  user: { uid: 'fuzz-user' },
  anonymous: { uid: 'fuzz-anonymous', claims: { firebase: { sign_in_provider: 'anonymous' } } },
  other: { uid: OTHER },
  admin: { uid: ADMIN, claims: { admin: true } },
} as const;

const tell = (message: FromInstance) => process.send?.(message);

type Start = Extract<ToInstance, { start: unknown }>['start'];

let host: Host;
const settling: (() => void)[] = [];

async function start({ triggersHost, pubsubHost, port }: Start) {
  const settled = () =>
    new Promise<void>((resolve) => {
      settling.push(resolve);
      tell({ ask: 'settled' });
    });
  host = await startHost({
    functions,
    projectId,
    settled,
    firestoreHost: triggersHost,
    port,
    pubsubHost,
    maxAttempts: 1, // the first has put out all that there is
  });
  process.env['CLOUD_TASKS_EMULATOR_HOST'] = host.address;
  const schedules = deployed(functions).flatMap(({ kind, name }) =>
    kind === 'schedule' ? [name] : [],
  );
  tell({ ready: { schedules } });
}

async function attempt(attack: Attack): Promise<Outcome> {
  const failed = host.failures.length;
  const heap = process.memoryUsage().heapUsed;
  const cpu = process.cpuUsage();
  const answer = attack.kind === 'message' ? await publish(attack) : await send(attack);
  await host.idle();
  const { user, system } = process.cpuUsage(cpu);
  return {
    ...answer,
    cpuMs: (user + system) / 1000,
    heapMiB: (process.memoryUsage().heapUsed - heap) / MIB,
    failures: host.failures.slice(failed).map(({ name, error }) => `${name}: ${String(error)}`),
    isPrototypeChanged: Object.keys(Object.prototype).length > 0,
  };
}

async function send({ name, method, path, headers, body, as }: Attack) {
  const token = as === 'nobody' ? undefined : unsignedToken(projectId, signIn[as], new Date());
  const response = await fetch(`${host.url(name)}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
    ...(method !== 'GET' && method !== 'HEAD' && { body }),
  });
  return { status: response.status, body: (await response.text()).slice(0, 20_000) };
}

let pubsub: PubSub | undefined;

async function publish({ name, headers, body }: Attack) {
  pubsub ??= new PubSub();
  const data = Buffer.from(body);
  await pubsub.topic(name).publishMessage({ data, attributes: { ...headers } });
  return { status: 200, body: '' };
}

function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write(`${END_OF_OUTPUT}\n`, () => {
      resolve();
    });
  });
}

async function take(message: ToInstance): Promise<void> {
  if ('start' in message) return start(message.start);
  if ('settled' in message) {
    settling.shift()?.();
  } else if ('collectGarbage' in message) {
    globalThis.gc?.();
    tell({ heapMiB: process.memoryUsage().heapUsed / MIB });
  } else {
    const outcome = await attempt(message.attack);
    await Promise.all([written(process.stdout), written(process.stderr)]);
    tell({ outcome });
  }
}

process.on('message', (message: ToInstance) => void take(message));
process.on('disconnect', () => process.exit());
