import { randomBytes } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { freePort } from '../support/freePort';
import { run } from '../../tools/packageCheck/run';

const services = [
  ...['auth', 'functions', 'hosting', 'firestore', 'pubsub', 'hub', 'logging', 'eventarc', 'tasks'],
] as const;

/** A copy of examples/existing-app which has been built and has ports of its own. */
export interface App {
  readonly directory: string;
  readonly projectId: string;
  readonly ports: Readonly<Record<(typeof services)[number], number>>;
  remove(): Promise<void>;
}

/** Inside the repository, so that the app finds the packages that it asks for. */
const copies = join(repository, '.cache/existing-app');

export async function newApp(): Promise<App> {
  const name = randomBytes(4).toString('hex');
  const directory = join(copies, name);
  await cp(join(repository, 'examples/existing-app'), directory, { recursive: true });
  const ports = Object.fromEntries(
    await Promise.all(services.map(async (service) => [service, await freePort()] as const)),
  ) as App['ports'];
  const file = join(directory, 'firebase.json');
  const config = JSON.parse(await readFile(file, 'utf8')) as { emulators: Record<string, object> };
  for (const [service, port] of Object.entries(ports)) {
    config.emulators[service] = { host: '127.0.0.1', port };
  }
  await writeFile(file, JSON.stringify(config, null, 2));
  await run('npm', ['run', 'build'], directory);
  return {
    directory,
    projectId: `demo-alinea-${name}`,
    ports,
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
