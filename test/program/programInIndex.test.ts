import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionsOf } from '../../functions/src/featureOf';
import { functions } from '../../functions/src/functions';
import { checkProgram, fitness } from '../../functions/src/program';
import { repository } from '../../local/suite/repository';
import { discovered } from '../../tools/packageCheck/discovered';
import { besidePackages, buildFunctions } from '../support/buildFunctions';
import { freePort } from '../support/freePort';

/** An app that has installed Firestreak; its index is written by each test. */
let app: string;

beforeAll(() => {
  app = besidePackages('app-');
  const firestreak = join(app, 'node_modules/firestreak');
  mkdirSync(firestreak, { recursive: true });
  buildFunctions(join(firestreak, 'lib'));
  const exports = { '.': './lib/index.js', './program': './lib/program.js' };
  writeFileSync(join(firestreak, 'package.json'), JSON.stringify({ name: 'firestreak', exports }));
  const sdk = join(repository, 'node_modules/firebase-functions');
  symlinkSync(sdk, join(app, 'node_modules/firebase-functions'));
});

afterAll(() => {
  rmSync(app, { recursive: true });
});

/** As the TypeScript compiler writes them for CommonJS. */
const exportAll = `
  const all = require('firestreak');
  for (const name of Object.keys(all)) {
    Object.defineProperty(exports, name, { enumerable: true, get: () => all[name] });
  }`;
const use = (program: string) => `useProgram({ ...fitness, ${program} });`;
const required = `const { fitness, useProgram } = require('firestreak/program');`;
const imported = `import { fitness, useProgram } from 'firestreak/program';`;

const indexes = {
  'CommonJS, before the functions': (program: string) => ({
    type: 'commonjs',
    text: `${required}\n${use(program)}\n${exportAll}`,
  }),
  'CommonJS, after the functions': (program: string) => ({
    type: 'commonjs',
    text: `${exportAll}\n${required}\n${use(program)}`,
  }),
  'ESM, where imports come first wherever they stand': (program: string) => ({
    type: 'module',
    text: `${imported}\n${use(program)}\nexport * from 'firestreak';`,
  }),
} as const;

function writeIndex({ type, text }: { readonly type: string; readonly text: string }): void {
  writeFileSync(join(app, 'package.json'), JSON.stringify({ main: 'index.js', type }));
  writeFileSync(join(app, 'index.js'), text);
}

/** The version of the program that an instance runs by once it has loaded the index. */
function versionInUse(): string {
  const choices = join(app, 'node_modules/firestreak/lib/choices.js');
  const script = `
    import('./index.js').then(() => {
      console.log(require(${JSON.stringify(choices)}).programInUse().version);
    });`;
  const projectId = 'demo-program';
  return execFileSync(process.execPath, ['--eval', script], {
    cwd: app,
    encoding: 'utf8',
    env: { GCLOUD_PROJECT: projectId, FIREBASE_CONFIG: JSON.stringify({ projectId }) },
  }).trim();
}

describe.each(Object.entries(indexes))('a program in an index of %s', (_, indexWith) => {
  test('is the one that functions run by, and all of them are found', async () => {
    writeIndex(indexWith('maxQuantity: 7'));
    expect(versionInUse()).toBe(checkProgram({ ...fitness, maxQuantity: 7 }).version);
    const { names } = await discovered(process.execPath, app, await freePort());
    expect(names).toEqual(Object.keys(functions).sort());
  });

  test('ends the deployment where it is wrong, with the place', async () => {
    writeIndex(indexWith('maxQuantity: 0, freezes: 2'));
    const found = discovered(process.execPath, app, await freePort());
    await expect(found).rejects.toThrow(
      /wrong in 2 places:\s+maxQuantity: .*>=1 \(given: 0\)\s+freezes: there is no such field/,
    );
  });
});

test('the index of docs/program.md is one, and a wrong one is told off in its words', async () => {
  const page = readFileSync(join(repository, 'docs/program.md'), 'utf8');
  const [, text = ''] = /```ts\n([^]*?)```/.exec(page) ?? [];
  const [, message = ''] = /```text\n([^]*?)```/.exec(page) ?? [];
  writeIndex({ type: 'module', text });
  expect(versionInUse()).toMatch(/^[0-9a-f]{12}$/);
  writeIndex({
    type: 'module',
    text: text.replace('xp: 20', 'xp: -20').replace('...fitness,', '...fitness, freezes: 3,'),
  });
  const found = discovered(process.execPath, app, await freePort());
  await expect(found).rejects.toThrow(
    message
      .split('\n')
      .map((line) => line.trim())
      .join('\n  ')
      .trim(),
  );
});

describe('features in an index', () => {
  const names = (...chosen: string[]) => chosen.map((name) => `'${name}'`).join(', ');
  const withFeatures = {
    CommonJS: (...chosen: string[]) => ({
      type: 'commonjs',
      text: `${exportAll}\nrequire('firestreak/program').useFeatures(${names(...chosen)});`,
    }),
    ESM: (...chosen: string[]) => ({
      type: 'module',
      text: `import { useFeatures } from 'firestreak/program';
        export * from 'firestreak';
        useFeatures(${names(...chosen)});`,
    }),
  } as const;

  test.each(Object.entries(withFeatures))('are all that is deployed (%s)', async (_, indexWith) => {
    writeIndex(indexWith('plans', 'insights'));
    const { names: found } = await discovered(process.execPath, app, await freePort());
    const { streaks, plans, insights } = functionsOf;
    expect(found).toEqual([...streaks, ...plans, ...insights].sort());
  });

  test.each(Object.entries(withFeatures))(
    'end the deployment for a slip (%s)',
    async (_, indexWith) => {
      writeIndex(indexWith('email', 'leaderboard'));
      await expect(discovered(process.execPath, app, await freePort())).rejects.toThrow(
        'There is no feature "leaderboard". "email" needs "notifications": name it too.',
      );
    },
  );
});
