import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { type Packed, filesIn, installLinked, packed } from '../../tools/packageCheck/packed';
import { useElements } from '../../tools/packageCheck/useElements';

let archives: readonly Packed[];

beforeAll(async () => {
  archives = await Promise.all([packed('web/src/elements'), packed('client')]);
});

afterAll(async () => {
  for (const { directory } of archives) await rm(directory, { recursive: true, force: true });
});

test('npm pack builds the elements first, and packs each with its types', async () => {
  const [elements] = archives as [Packed];
  const files = await filesIn(elements);
  const others = files.filter((file) => !/^lib\/(words\/)?\w+\.(js|d\.ts)$/.test(file)).sort();
  expect(others).toEqual(['LICENSE', 'README.md', 'custom-elements.json', 'package.json']);
  expect(files).toEqual(expect.arrayContaining(['lib/streakCounter.js', 'lib/streakCounter.d.ts']));
});

test('an app that has installed them has all that it defines, with types, and bundles them', async () => {
  const [elements, client] = archives as [Packed, Packed];
  const app = join(elements.directory, 'app');
  await mkdir(app);
  await installLinked(client, 'firestreak-client', app);
  await installLinked(elements, 'firestreak-elements', app);
  const names = await useElements(app, join(repository, 'node_modules'));
  const defining = await readFile(join(repository, 'web/src/elements/define.ts'), 'utf8');
  const classes = [...defining.matchAll(/^import \{ (\w+) \}/gm)].map(([, name]) => name);
  const sources = await readdir(join(repository, 'web/src/elements'));
  expect(classes).toHaveLength(sources.filter((name) => /^streak\w+\.ts$/.test(name)).length);
  expect(names).toEqual(expect.arrayContaining(classes));
});
