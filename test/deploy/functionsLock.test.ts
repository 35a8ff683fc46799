import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { type LockFile, shrinkwrap } from '../../tools/functionsLock/functionsLock';

const read = (path: string) => JSON.parse(readFileSync(join(repository, path), 'utf8')) as unknown;

const whole = read('package-lock.json') as LockFile;
const deployed = read('functions/package-lock.json') as LockFile;
const manifest = read('functions/package.json') as { dependencies: Record<string, string> };

const advice = 'Run npm run tool -- functions-lock.';

test('the lock file that is deployed has what the functions ask for', () => {
  const [root] = Object.values(deployed.packages) as [{ dependencies?: unknown }];
  expect({ advice, dependencies: root.dependencies }).toEqual({
    advice,
    dependencies: manifest.dependencies,
  });
});

test('what is deployed is what was tested: the same packages, to the byte', () => {
  const tested = new Map(
    Object.entries(whole.packages).map(([path, { integrity }]) => [path, integrity]),
  );
  const others = Object.entries(deployed.packages).filter(
    ([path, { integrity }]) => path !== '' && tested.get(path) !== integrity,
  );
  expect({ advice, others }).toEqual({ advice, others: [] });
});

test('no package says that it has a script to run', () => {
  const others = Object.entries(deployed.packages).filter(([, locked]) => locked.hasInstallScript);
  expect({ advice, others }).toEqual({ advice, others: [] });
});

test('the lock file that is published leaves the SDKs to the app, and locks all else', async () => {
  const text = await shrinkwrap(JSON.stringify(manifest), whole);
  const published = (JSON.parse(text) as LockFile).packages;
  const sdks = ['firebase-admin', 'firebase-functions'];
  expect(sdks.filter((name) => `node_modules/${name}` in published)).toEqual([]);
  const own = Object.keys(manifest.dependencies).filter((name) => !sdks.includes(name));
  expect(own.filter((name) => !(`node_modules/${name}` in published))).toEqual([]);
  const others = Object.entries(published).filter(
    ([path, { integrity }]) => path !== '' && whole.packages[path]?.integrity !== integrity,
  );
  expect(others).toEqual([]);
});
