import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as functions from '../../functions/src';
import { repository } from '../../local/suite/repository';
import { discovered } from '../../tools/packageCheck/discovered';
import { filesIn, installLinked, link, packed, type Packed } from '../../tools/packageCheck/packed';
import { compileApps } from '../../tools/packageCheck/useFunctions';
import { freePort } from '../support/freePort';
import { productionNodes } from './nodes/productionNodes';

let archive: Packed;

beforeAll(async () => {
  archive = await packed('functions');
});

afterAll(() => rm(archive.directory, { recursive: true, force: true }));

test('npm pack builds first, and packs what runs, its types, fonts, rules and indexes and what it was tested with', async () => {
  const files = await filesIn(archive);
  const others = files.filter((file) => !/^lib\/.*\.(js|d\.ts|json)$/.test(file)).sort();
  const database = ['firestore.indexes.json', 'firestore.rules'];
  const fonts = ['lib/platform/fonts/LICENSE.txt', 'lib/platform/fonts/fonts.pack'];
  const described = ['npm-shrinkwrap.json', 'package.json'];
  const named = ['LICENSE', 'README.md', ...database, ...fonts, ...described];
  expect(others).toEqual(named);
  const sources = files.filter((file) => file.endsWith('.js'));
  expect(files).toEqual(expect.arrayContaining(sources.map((f) => f.replace(/js$/, 'd.ts'))));
});

test('the package can be published, and runs nothing when it is installed', async () => {
  const text = await readFile(join(repository, 'functions/package.json'), 'utf8');
  const { scripts, engines, ...rest } = JSON.parse(text) as Record<string, object>;
  expect(rest).not.toHaveProperty('private');
  expect(engines).toEqual({ node: '>=22' });
  expect(Object.keys(scripts ?? {})).toEqual(['prepack', 'postpack']);
});

describe('an app that has installed it', () => {
  let apps: string[];

  beforeAll(async () => {
    await installLinked(archive, 'firestreak', archive.directory);
    await link(['@types/node'], archive.directory);
    const typescript = join(repository, 'node_modules/typescript/bin/tsc');
    apps = await compileApps(archive.directory, typescript);
    for (const app of apps) await link(['firebase-functions'], app);
  });

  test.each(productionNodes())(
    'exports all of it as CommonJS and as an ES module, which the CLI finds on Node $version',
    async ({ path }) => {
      for (const app of apps) {
        const { names } = await discovered(path, app, await freePort());
        expect(names).toEqual(Object.keys(functions).sort());
      }
    },
  );
});
