import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { bundleSize } from './bundleSize';

const repository = join(__dirname, '../..');

/** What is sent to a browser may not be larger than this, in bytes, each file gzipped; elements with Lit. */
const BUDGETS = { client: 12_000, counter: 20_000, elements: 50_000, dashboard: 100_000 };

/** The libraries, each built alone. */
const entries = {
  client: 'client/src/index.ts',
  counter: 'web/src/elements/streakCounter.ts',
  elements: 'web/src/elements/index.ts',
} as const;

const usage = `Usage: npm run tool -- sizes

Builds what is sent to browsers and prints its size, gzipped. Fails beyond a budget, which is for
what a page is sent at first: a language is loaded by whoever reads it.`;

async function main(): Promise<void> {
  process.env['NODE_ENV'] = 'production'; // as what is deployed
  const { build } = await import('vite');
  const folder = mkdtempSync(join(tmpdir(), 'firestreak-'));
  const into = (name: string) => ({ outDir: join(folder, name), emptyOutDir: true });
  try {
    for (const [name, entry] of Object.entries(entries)) {
      await build({
        configFile: false,
        logLevel: 'warn',
        build: {
          ...into(name),
          manifest: true,
          lib: { entry: join(repository, entry), formats: ['es'], fileName: name },
          rolldownOptions: { external: /^firebase\// },
        },
      });
    }
    const root = join(repository, 'web');
    await build({ root, logLevel: 'warn', build: { ...into('dashboard'), manifest: true } });
    for (const [name, budget] of Object.entries(BUDGETS)) report(name, folder, budget);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(name: string, folder: string, budget: number): void {
  const { first, later } = bundleSize(join(folder, name));
  const more = later > 0 ? `, and ${later} when they are needed` : '';
  process.stdout.write(`${name.padEnd(10)} ${first} of ${budget} bytes${more}\n`);
  if (first > budget) process.exitCode = 1;
}

runCommand(usage, main);
