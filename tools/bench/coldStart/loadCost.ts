import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What loading modules into a fresh process costs. */
export interface LoadCost {
  readonly ms: number;
  readonly cpuMs: number;
  /** Of the whole process, with Node. */
  readonly rssMiB: number;
  /** Packages that were loaded, in part or whole. */
  readonly packages: readonly string[];
}

/** Run in a process of its own, without a compiler in it. */
const script = `
const [from, modules] = JSON.parse(process.argv[1]);
const load = require('node:module').createRequire(from);
const start = performance.now();
const before = process.cpuUsage();
for (const name of modules) load(name);
const { user, system } = process.cpuUsage(before);
const ms = performance.now() - start;
const rssMiB = process.memoryUsage.rss() / 2 ** 20;
const inPackage = /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/;
const loaded = Object.keys(require.cache).flatMap((file) => inPackage.exec(file)?.[1] ?? []);
const packages = [...new Set(loaded)].sort();
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, rssMiB, packages }));
`;

const projectId = 'demo-load';

/** Loads modules as a file `from` would, in a fresh process. */
export async function loadCost(from: string, modules: readonly string[]): Promise<LoadCost> {
  const args = ['-e', script, JSON.stringify([from, modules])];
  const env = {
    PATH: process.env['PATH'],
    GCLOUD_PROJECT: projectId,
    FIREBASE_CONFIG: JSON.stringify({ projectId }),
  };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout) as LoadCost;
}
