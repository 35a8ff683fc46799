import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionsReady } from '../../../local/suite/functionsReady';
import { parametersOf, regionOf } from '../../../local/suite/parameters';
import { findRewritten } from '../../../local/suite/preload/findRewritten';
import { firebaseTools, type Rewrite } from '../../../local/suite/preload/firebaseTools';
import { welcome } from '../../../local/suite/welcome';

/** Where functions are, by an emulator that lists them so. */
async function placeOf(...functionTriggers: object[]): Promise<string> {
  const server = createServer((_, response) => {
    response.end(JSON.stringify({ backends: [{ functionTriggers }] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    return await functionsReady(port, ['getStreak'], 5_000);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.each([
  ['us-central1', 'getStreak', 'us-central1/'],
  ['europe-west1', 'getStreak', 'europe-west1/'],
  ['europe-west1', 'learning-getStreak', 'europe-west1/learning-'],
])('functions that run in %s as %s are called at %sNAME', async (region, name, place) => {
  const listed = { id: `${region}-${name}`, region, name, entryPoint: 'getStreak' };
  expect(await placeOf(listed)).toBe(place);
});

test('npm start prints where functions are called', () => {
  const ports = { functions: 5001, hosting: 1, auth: 2, firestore: 3, pubsub: 4, messages: 5 };
  const functionsUrl = 'http://127.0.0.1:5001/demo-mine/europe-west1/learning-';
  const suite = { ports, data: 'demo', functionsUrl } as Parameters<typeof welcome>[0];
  expect(welcome(suite, 'demo-mine', 1)).toContain(
    'functions  http://127.0.0.1:5001/demo-mine/europe-west1/learning-NAME\n',
  );
});

test('the region is that of the files for the project, and of this machine in a local suite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firestreak-parameters-'));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
  };
  const regions = () => ['demo-x', 'mine'].map((id) => regionOf(parametersOf(id, folder)));
  expect(regions()).toEqual(['us-central1', 'us-central1']);
  write('.env', 'DATABASE_LOCATION=eur3\n');
  expect(regions()).toEqual(['europe-west1', 'europe-west1']);
  write('.env.mine', 'LOCATION=europe-west4\n');
  write('.env.local', 'LOCATION=asia-east1\n');
  expect(regions()).toEqual(['asia-east1', 'europe-west4']);
  rmSync(folder, { recursive: true });
});

test.each<[Rewrite, Rewrite]>([
  [{ function: { functionId: 'a' } }, { function: { region: 'europe-west1', functionId: 'a' } }],
  [{ function: 'a' }, { region: 'europe-west1', function: 'a' }],
  [
    { function: { functionId: 'a', region: 'asia-east1' } },
    { function: { region: 'asia-east1', functionId: 'a' } },
  ],
])('Hosting finds %j as %j', async (written, found) => {
  const proxies = firebaseTools('hosting/functionsProxy');
  const { functionsProxy } = proxies;
  proxies.functionsProxy = () => (rewrite) => Promise.resolve(rewrite);
  findRewritten('europe-west1');
  expect(await proxies.functionsProxy({})(written)).toEqual(found);
  proxies.functionsProxy = functionsProxy;
});
