import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PubSub } from '@google-cloud/pubsub';
import type { App } from './app';

/** What of an app must stay as it is, when Firestreak is added. */
export interface Traces {
  /** Hashes of its files, by path; firebase.json is looked at by itself. */
  readonly files: Readonly<Record<string, string>>;
  /** Each entry of firebase.json, as JSON. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What belongs to Firestreak, and what builds and emulators write. */
const IGNORED =
  /^(function-kits|functions\/lib|node_modules)\/|^firebase(\.firestreak)?\.json$|\.log$/;

export async function tracesOf({ directory }: App): Promise<Traces> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .filter((path) => !IGNORED.test(path));
  const files = await Promise.all(
    paths.sort().map(async (path) => {
      const text = await readFile(join(directory, path));
      return [path, createHash('sha256').update(text).digest('hex')] as const;
    }),
  );
  const config = JSON.parse(await readFile(join(directory, 'firebase.json'), 'utf8')) as object;
  return { files: Object.fromEntries(files), config: { ...config } };
}

/** Names of the functions that the emulator runs: the app's, and those of each instance. */
export async function functionsOf({ ports }: App): Promise<Record<string, string[]>> {
  const answer = await fetch(`http://127.0.0.1:${ports.functions}/backends`);
  const { backends } = (await answer.json()) as {
    backends: {
      directory: string;
      env: Record<string, string>;
      functionTriggers: { name: string }[];
    }[];
  };
  return Object.fromEntries(
    backends.map(({ env, functionTriggers }) => [
      env['FIREBASE_KIT_INSTANCE_ID'] ?? 'the app',
      functionTriggers.map(({ name }) => name).sort(),
    ]),
  );
}

export async function topicsOf({ projectId, ports }: App): Promise<string[]> {
  const pubsub = new PubSub({
    projectId,
    apiEndpoint: `127.0.0.1:${ports.pubsub}`,
    emulatorMode: true,
  });
  const [topics] = await pubsub.getTopics();
  await pubsub.close();
  return topics.map(({ name }) => name.split('/').at(-1) ?? '').sort();
}
