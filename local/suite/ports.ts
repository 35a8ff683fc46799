import { once } from 'node:events';
import { createServer } from 'node:net';
import firebaseJson from '../../firebase.json';
import { UsageError } from './usageError';

/** The servers of the suite, each with a port of its own. */
export const services = [
  'functions',
  'auth',
  'hosting',
  'firestore',
  'pubsub',
  'tasks',
  'eventarc',
  'hub',
  'logging',
  'messages',
] as const;

export type Service = (typeof services)[number];
export type Ports = Readonly<Record<Service, number>>;

/** The ports that firebase.json names. */
export const defaultPorts: Ports = {
  functions: firebaseJson.emulators.functions.port,
  auth: firebaseJson.emulators.auth.port,
  hosting: firebaseJson.emulators.hosting.port,
  firestore: firebaseJson.emulators.firestore.port,
  pubsub: firebaseJson.emulators.pubsub.port,
  tasks: firebaseJson.emulators.tasks.port,
  eventarc: firebaseJson.emulators.eventarc.port,
  hub: firebaseJson.emulators.hub.port,
  logging: firebaseJson.emulators.logging.port,
  messages: 4600, // no emulator of the Firebase CLI
};

/** The environment variable that names a service's port. */
export function portVariable(service: Service): string {
  return `FIRESTREAK_${service.toUpperCase()}_PORT`;
}

/** Above the ports that browsers refuse, below those that systems give to whoever asks for any. */
const FIRST_FREE = 11_000;
const LAST_FREE = 32_767;

/**
 * Any free port for each service. It takes seconds until the emulators listen, so processes that ask at
 * the same time get different ones: each begins its search at a place of its own.
 */
export async function freePorts(): Promise<Ports> {
  const blocks = Math.floor((LAST_FREE - FIRST_FREE + 1) / services.length);
  for (let tried = 0; tried < blocks; tried++) {
    const first = FIRST_FREE + ((process.pid + tried) % blocks) * services.length;
    const ports = Object.fromEntries(
      services.map((service, index) => [service, first + index]),
    ) as Ports;
    if ((await takenPorts(ports)).length === 0) return ports;
  }
  throw new UsageError('No free ports were found. Name some: npm start -- --SERVICE-port N.');
}

/** @throws UsageError that names each taken port and how to choose another */
export async function checkPorts(ports: Ports): Promise<void> {
  const taken = await takenPorts(ports);
  if (taken.length === 0) return;
  const lines = taken.map(
    (service) =>
      `Port ${ports[service]} for ${service} is taken. Choose another: npm start -- --${service}-port N (or ${portVariable(service)}=N).`,
  );
  throw new UsageError([...lines, 'Or let the suite choose: npm start -- --free-ports'].join('\n'));
}

async function takenPorts(ports: Ports): Promise<Service[]> {
  const free = await Promise.all(services.map((service) => isFree(ports[service])));
  return services.filter((_, index) => free[index] !== true);
}

async function isFree(port: number): Promise<boolean> {
  try {
    await closed(await listen(port));
    return true;
  } catch {
    return false;
  }
}

async function listen(port: number) {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function closed(server: ReturnType<typeof createServer>): Promise<void> {
  server.close();
  await once(server, 'close');
}
