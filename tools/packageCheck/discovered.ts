import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What loading the functions took, and which there are. */
export interface Discovered {
  readonly nodeVersion: string;
  readonly names: readonly string[];
  readonly milliseconds: number;
}

const DEADLINE_MS = 30_000;

/**
 * Has a Node find the functions in a directory, as the Firebase CLI does before it deploys them.
 *
 * @throws Error with what the process printed, when it finds none
 */
export async function discovered(
  node: string,
  directory: string,
  port: number,
): Promise<Discovered> {
  const server = join(directory, 'node_modules/firebase-functions/lib/bin/firebase-functions.js');
  const startedAt = performance.now();
  const child = spawn(node, [server, directory], {
    cwd: directory,
    env: {
      PORT: String(port),
      FUNCTIONS_CONTROL_API: 'true',
      GCLOUD_PROJECT: 'demo-package',
      FIREBASE_CONFIG: '{"projectId":"demo-package"}',
    },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (printed += text.toString()));
  }
  try {
    const manifest = await fetchManifest(`http://127.0.0.1:${port}`, startedAt);
    if (manifest === undefined) throw new Error(`No functions were found.\n${printed}`);
    const milliseconds = Math.round(performance.now() - startedAt);
    return { nodeVersion: await versionOf(node), names: namesIn(manifest), milliseconds };
  } finally {
    child.kill();
    await once(child, 'exit');
  }
}

async function fetchManifest(address: string, since: number): Promise<string | undefined> {
  while (performance.now() - since < DEADLINE_MS) {
    const response = await fetch(`${address}/__/functions.yaml`).catch(() => undefined);
    if (response?.ok) return response.text();
    if (response) return undefined;
    await sleep(50);
  }
  return undefined;
}

function namesIn(manifest: string): string[] {
  const { endpoints } = JSON.parse(manifest) as { endpoints: object };
  return Object.keys(endpoints).sort();
}

async function versionOf(node: string): Promise<string> {
  const child = spawn(node, ['--version']);
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  return text.toString().trim();
}
