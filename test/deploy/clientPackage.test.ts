import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { type Packed, filesIn, installLinked, packed } from '../../tools/packageCheck/packed';
import { useClient } from '../../tools/packageCheck/useClient';

let archive: Packed;

beforeAll(async () => {
  archive = await packed('client');
});

afterAll(() => rm(archive.directory, { recursive: true, force: true }));

test('npm pack builds the client first, and packs nothing but what is built', async () => {
  const files = await filesIn(archive);
  expect(files).toContain('lib/index.js');
  expect(files).toContain('lib/types/client/src/index.d.ts');
  expect(files.filter((file) => !/^(package\.json|README\.md|LICENSE|lib\/)/.test(file))).toEqual(
    [],
  );
});

test('the packed client can be imported, and its types hold for bundlers and for Node', async () => {
  const app = join(archive.directory, 'app');
  await mkdir(app);
  await installLinked(archive, 'firestreak-client', app);
  const names = await useClient(app, join(repository, 'node_modules/typescript/bin/tsc'));
  expect(names).toEqual(['ActivityQueue', 'FirestreakError', 'firestreak']);
});
