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
const [from, modules, name] = JSON.parse(process.argv[1]);
const load = require('node:module').createRequire(from);
const start = performance.now();
const before = process.cpuUsage();
for (const module of modules) load(module);
if (name !== null && load(from)[name] === undefined) throw new Error('There is no ' + name);
const { user, system } = process.cpuUsage(before);
const ms = performance.now() - start;
const rssMiB = process.memoryUsage.rss() / 2 ** 20;
const inPackage = /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/;
const loaded = Object.keys(require.cache).flatMap((file) => inPackage.exec(file)?.[1] ?? []);
const packages = [...new Set(loaded)].sort();
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, rssMiB, packages }));
`;

const projectId = 'demo-load';

/**
 * Loads modules in a fresh process.
 *
 * @param from path of the functions' `index.js`, which finds them
 * @param name a function of it that is loaded as well, as the instance does that runs it
 */
export async function loadCost(
  from: string,
  modules: readonly string[],
  name: string | null,
): Promise<LoadCost> {
  const args = ['-e', script, JSON.stringify([from, modules, name])];
  const env = {
    PATH: process.env['PATH'],
    GCLOUD_PROJECT: projectId,
    FIREBASE_CONFIG: JSON.stringify({ projectId }),
  };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout) as LoadCost;
}
