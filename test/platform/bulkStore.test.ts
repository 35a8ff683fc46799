import {
  Server,
  ServerCredentials,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { Timestamp } from 'firebase-admin/firestore';
import type { EventEmitter } from 'node:events';
import { connectStore, type DirectStore } from '../../functions/src/platform/bulkStore';
import { firestoreService } from '../../local/firestore/index';

/** RPCs that a server saw that answers everything with a status, by method. */
const seen: Record<string, number> = {};
let answer: status;
let server: Server;
let host: string;

beforeAll(async () => {
  server = new Server();
  const refuse = (method: string) => (_call: unknown, done?: (error: object) => void) => {
    seen[method] = (seen[method] ?? 0) + 1;
    const error = { code: answer, details: 'as the test wants it' };
    if (done) done(error);
    else (_call as EventEmitter).emit('error', error);
  };
  const methods: UntypedServiceImplementation = Object.fromEntries(
    Object.keys(firestoreService).map((method) => [method, refuse(method) as never]),
  );
  server.addService(firestoreService, methods);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  host = `127.0.0.1:${port}`;
});

beforeEach(() => {
  for (const method of Object.keys(seen)) Reflect.deleteProperty(seen, method);
});

afterAll(() => {
  server.forceShutdown();
});

function openStore(): DirectStore {
  process.env['FIRESTORE_EMULATOR_HOST'] = host;
  const context = { operation: 'test', correlationId: 'test-1234' };
  return connectStore('demo-direct', Date.now)(context, Infinity);
}

const write = { path: 'users/ann', data: { at: Timestamp.fromMillis(0) } };

const calls: [string, (store: DirectStore) => Promise<unknown>][] = [
  ['Commit', (store) => store.commit([write])],
  ['RunQuery', (store) => store.query({ from: [{ collectionId: 'users' }] })],
  ['RunAggregationQuery', (store) => store.count({ from: [{ collectionId: 'users' }] })],
  ['BatchGetDocuments', (store) => store.get(['users/ann'])],
];

const attemptsByStatus: [status, number][] = [
  [status.UNAVAILABLE, 4],
  [status.DEADLINE_EXCEEDED, 4],
  [status.RESOURCE_EXHAUSTED, 4],
  [status.INTERNAL, 4],
  [status.UNKNOWN, 4],
  [status.ABORTED, 1],
  [status.ALREADY_EXISTS, 1],
  [status.FAILED_PRECONDITION, 1],
  [status.INVALID_ARGUMENT, 1],
  [status.PERMISSION_DENIED, 1],
];

describe.each(calls)('%s', (method, call) => {
  test.each(attemptsByStatus)(
    'refused with status %i reaches the server %i times, and never unseen',
    async (code, attempts) => {
      answer = code;
      await expect(call(openStore())).rejects.toMatchObject({ code });
      expect(seen).toEqual({ [method]: attempts });
    },
  );
});

test('after five failures nothing reaches the server', async () => {
  answer = status.UNAVAILABLE;
  const store = openStore();
  for (let call = 0; call < 6; call += 1) {
    await expect(store.commit([write])).rejects.toThrow();
  }
  expect(seen).toEqual({ Commit: 5 });
});
