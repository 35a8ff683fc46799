import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import type { LockFile } from '../../tools/functionsLock/functionsLock';

const read = (path: string) => JSON.parse(readFileSync(join(repository, path), 'utf8')) as unknown;

const whole = read('package-lock.json') as LockFile;
const deployed = read('functions/package-lock.json') as LockFile;
const manifest = read('functions/package.json') as { dependencies: Record<string, string> };

const advice = 'Run npm run lock:functions.';

test('the lock file that is deployed has what the functions ask for', () => {
  const [root] = Object.values(deployed.packages) as [{ dependencies?: unknown }];
  expect({ advice, dependencies: root.dependencies }).toEqual({
    advice,
    dependencies: manifest.dependencies,
  });
});

test('what is deployed is what was tested: the same packages, to the byte', () => {
  const tested = new Map(
    Object.entries(whole.packages).map(([path, locked]) => [
      path.replace(/^functions\//, ''),
      locked.integrity,
    ]),
  );
  const others = Object.entries(deployed.packages).filter(
    ([path, { integrity }]) => path !== '' && tested.get(path) !== integrity,
  );
  expect({ advice, others }).toEqual({ advice, others: [] });
});
