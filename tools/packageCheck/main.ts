import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { productionNodes } from '../../test/deploy/nodes/productionNodes';
import { freePort } from '../../test/support/freePort';
import { callWithClient } from './callWithClient';
import { installKit } from './installKit';
import { localPackages, packed } from './packed';
import { writeFirstProgram } from './readme';
import { run } from './run';
import { useClient } from './useClient';
import { useElements } from './useElements';

const usage = `Usage: npm run tool -- package-check

Packs every package and uses it as an app does that has installed it from npm:

- the functions, which the Firebase CLI installs as a kit, on each Node that production has
- the client, with each version of Firebase that it says it works with
- the elements
- the packages of local/, by the first program of each README

It downloads from npm, so it is no part of npm test.`;

/** The versions of Firebase that the client's package.json names. */
const FIREBASES = [11, 12, 13] as const;

const packages = join(repository, 'node_modules');

const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];

async function main(): Promise<void> {
  await checkFunctions();
  await checkPackagesOfPages();
  await checkLocal();
}

/** Has the Firebase CLI install the functions, and find them. */
async function checkFunctions(): Promise<void> {
  const archive = await packed('functions');
  try {
    for (const node of productionNodes()) {
      const found = await installKit(archive, node);
      process.stdout.write(
        `On Node ${node.version}:\n${found.map((line) => `  ${line}\n`).join('')}`,
      );
    }
  } finally {
    await rm(archive.directory, { recursive: true, force: true });
  }
}

/** Installs the client and the elements into an empty folder for each version of Firebase, and uses them. */
async function checkPackagesOfPages(): Promise<void> {
  const [client, elements] = await Promise.all([packed('client'), packed('web/src/elements')]);
  try {
    for (const version of FIREBASES) {
      const app = join(client.directory, `firebase-${version}`);
      await mkdir(app);
      await run('npm', ['init', '-y'], app);
      const archives = [client.archive, elements.archive];
      await run('npm', [...install, ...archives, `firebase@${version}`], app);
      const names = await useClient(app, join(packages, 'typescript/bin/tsc'));
      await callWithClient(app, packages);
      const shown = await useElements(app, packages);
      const said = `the client exports ${names.join(', ')}; ${shown.length} exports of the elements`;
      process.stdout.write(`With Firebase ${version}, ${said}\n`);
    }
  } finally {
    for (const { directory } of [client, elements]) {
      await rm(directory, { recursive: true, force: true });
    }
  }
}

/** Installs the packages of local/ into an empty folder, as a project does, and runs the READMEs' first programs. */
async function checkLocal(): Promise<void> {
  const archives = await Promise.all(localPackages.map((folder) => packed(`local/${folder}`)));
  const app = await mkdtemp(join(tmpdir(), 'firestreak-local-'));
  try {
    await run('npm', ['init', '-y'], app);
    const files = archives.map(({ archive }) => archive);
    const names = [...files, 'firebase-functions@7', 'firebase-admin@13'];
    await run('npm', [...install, ...names], app);
    for (const folder of localPackages) {
      const readme = join(repository, 'local', folder, 'README.md');
      const { files } = await writeFirstProgram(readme, app);
      const variables = { PORT: String(await freePort()) };
      const printed = await run(process.execPath, [files.at(-1) ?? ''], app, variables);
      process.stdout.write(`local/${folder}:\n${printed}`);
    }
  } finally {
    const directories = [app, ...archives.map(({ directory }) => directory)];
    for (const each of directories) await rm(each, { recursive: true, force: true });
  }
}

runCommand(usage, main);
