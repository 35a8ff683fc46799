import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, delimiter, join } from 'node:path';
import { repository } from '../../local/suite/repository';
import type { ProductionNode } from '../../test/deploy/nodes/productionNodes';
import { freePort } from '../../test/support/freePort';
import { discovered } from './discovered';
import type { Packed } from './packed';
import { type Registry, startRegistry } from './registry';
import { run } from './run';

/** Where a kit's source and instances are, by firebase.json. */
interface Kit {
  readonly source: string;
  readonly instances: Readonly<Record<string, string>>;
}

const entries = `
  const firestreak = require('firestreak');
  const { program } = require('firestreak/program');
  const { createServer } = require('firestreak/server');
  console.log(Object.keys(firestreak).length, program.version, Object.keys(createServer()).length);`;

/**
 * Has the Firebase CLI itself install the packed functions into an empty app: as a package, twice, so that there are
 * two instances, and from a folder. The parameters are left out: to ask for them, the CLI asks Google's services
 * about the project.
 *
 * @returns what was found, a line each
 * @throws Error when the CLI refuses it, it does not compile, or the CLI does not find its functions
 */
export async function installKit(packed: Packed, node: ProductionNode): Promise<string[]> {
  const project = await mkdtemp(join(tmpdir(), 'firestreak-kit-'));
  const registry = await startRegistry(packed);
  try {
    await writeFile(join(project, 'firebase.json'), '{ "functions": [] }');
    const unpacked = join(project, 'streaks');
    await mkdir(unpacked);
    await run('tar', ['xzf', packed.archive, '-C', unpacked, '--strip-components', '1'], project);
    const install = ['functions:kits:install', '--non-interactive', '--force', '--no-configure'];
    const cli = (...from: string[]) => firebase(node, project, registry, [...install, ...from]);
    const said = await cli('--package', 'firestreak');
    if (said.includes('npm-shrinkwrap.json')) throw new Error(`The CLI finds fault.\n${said}`);
    await cli('--package', 'firestreak');
    await cli('--directory', 'streaks');
    const text = await readFile(join(project, 'firebase.json'), 'utf8');
    const { functions } = JSON.parse(text) as { functions: Kit[] };
    const lines = [];
    for (const { source, instances } of functions) {
      const folder = join(project, source);
      const { names } = await discovered(node.path, folder, await freePort());
      const twice = join(folder, 'node_modules/firestreak/node_modules/firebase-functions');
      if (existsSync(twice)) throw new Error('There are two copies of firebase-functions.');
      lines.push(`${source}: ${names.length} functions of ${Object.keys(instances).join(', ')}`);
    }
    const source = join(project, functions[0]?.source ?? '');
    const loaded = await run(node.path, ['-e', entries], source, { GCLOUD_PROJECT: 'demo-app' });
    return [...lines, `entries: ${loaded.trim()}`];
  } finally {
    registry.close();
    await rm(project, { recursive: true, force: true });
  }
}

/** Runs the Firebase CLI of this repository, with npm as it is on that Node, on somebody's machine who has logged in. */
function firebase(
  node: ProductionNode,
  project: string,
  { url }: Registry,
  args: readonly string[],
): Promise<string> {
  const cli = join(repository, 'node_modules/firebase-tools/lib/bin/firebase.js');
  return run(node.path, [cli, ...args, '--project', 'demo-app'], project, {
    PATH: [dirname(node.path), process.env['PATH']].join(delimiter),
    HOME: project, // what the CLI keeps of its user
    FIREBASE_TOKEN: 'nobody',
    FIREBASE_CLI_EXPERIMENTS: 'kits',
    npm_config_cache: join(homedir(), '.npm'),
    npm_config_registry: url,
  });
}
