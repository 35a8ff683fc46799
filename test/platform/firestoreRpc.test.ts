import { once } from 'node:events';
import { type ServerHttp2Session, type Settings, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { firestoreRpc } from '../../functions/src/platform/firestoreRpc';

test('a whole page of users may be on its way before any of it is acknowledged', async () => {
  const server = createServer();
  server.on('stream', (stream) => {
    stream.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connected = once(server, 'session') as Promise<[ServerHttp2Session]>;
  const read = firestoreRpc('demo-test').batchGet(['users/ann'], 5_000);
  const [session] = await connected;
  const [{ initialWindowSize }] = (await once(session, 'remoteSettings')) as [Settings];
  await expect(read).rejects.toThrow();
  expect(initialWindowSize).toBe(2 * 1024 * 1024);
  expect(session.state.remoteWindowSize).toBe(2 * 1024 * 1024);
  session.destroy();
  server.close();
});
