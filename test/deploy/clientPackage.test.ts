import { mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { packedClient } from '../../tools/packageCheck/packedClient';
import { run } from '../../tools/packageCheck/run';
import { useClient } from '../../tools/packageCheck/useClient';

let packed: Awaited<ReturnType<typeof packedClient>>;

beforeAll(async () => {
  packed = await packedClient();
}, 180_000);

afterAll(() => rm(packed.directory, { recursive: true, force: true }));

test('npm pack builds the client first, and packs nothing but what is built', async () => {
  const files = (await run('tar', ['tzf', packed.archive], packed.directory)).trim().split('\n');
  expect(files).toContain('package/lib/index.js');
  expect(files).toContain('package/lib/types/client/src/index.d.ts');
  expect(files.filter((file) => !/^package\/(package\.json|lib\/)/.test(file))).toEqual([]);
});

test('the packed client can be imported, and its types hold for bundlers and for Node', async () => {
  const app = join(packed.directory, 'app');
  const installed = join(app, 'node_modules/firestreak-client');
  await mkdir(installed, { recursive: true });
  await run('tar', ['xzf', packed.archive, '-C', installed, '--strip-components', '1'], app);
  for (const name of ['firebase', 'idb', 'zod']) {
    await symlink(join(repository, 'node_modules', name), join(dirname(installed), name));
  }
  const names = await useClient(app, join(repository, 'node_modules/typescript/bin/tsc'));
  expect(names).toEqual(['ActivityQueue', 'FirestreakError', 'firestreak']);
}, 120_000);
