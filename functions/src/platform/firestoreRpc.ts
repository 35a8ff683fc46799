import type { CallOptions, Client, Metadata, MethodDefinition } from '@grpc/grpc-js';
import { v1 } from 'firebase-admin/firestore';
import { emulatorHost } from '../config';
import { type StoredDocument, decodeAnswer } from './wire/decodeAnswer';
import { encodeCommit } from './wire/encodeCommit';
import type { Write } from './write';

type GeneratedClient = InstanceType<typeof v1.FirestoreClient>;

/**
 * How much of an answer may be on its way. HTTP/2 begins with 64 KiB, of which a page of users takes ten;
 * each of those would wait until the loop comes round to acknowledging the one before.
 */
const RECEIVE_WINDOW_BYTES = 2 * 1024 * 1024;

/** `google.firestore.v1.StructuredQuery`. */
export type StructuredQuery = NonNullable<
  NonNullable<Parameters<GeneratedClient['runQuery']>[0]>['structuredQuery']
>;

/**
 * Firestore, one RPC a call: without the client library's own retries, which go on unseen for up to
 * ten minutes. What fails rejects with the gRPC status code as `code`.
 */
export interface FirestoreRpc {
  runQuery(query: StructuredQuery, timeoutMs: number): Promise<StoredDocument[]>;
  count(query: StructuredQuery, timeoutMs: number): Promise<number>;
  /** The documents that exist, in no order. */
  batchGet(paths: readonly string[], timeoutMs: number): Promise<StoredDocument[]>;
  /** Commits the writes atomically. */
  commit(writes: readonly Write[], timeoutMs: number): Promise<void>;
}

/**
 * A project's default database, connected by the first call. The generated client finds the
 * credentials and opens the channel; the calls go to its stub, with documents encoded and decoded by
 * us.
 */
export function firestoreRpc(projectId: string): FirestoreRpc {
  const database = `projects/${projectId}/databases/(default)`;
  const parent = `${database}/documents`;
  let connection: Promise<Connection> | undefined;
  const connected = () =>
    (connection ??= connect(database).catch((error: unknown) => {
      connection = undefined; // the next call tries again
      throw error;
    }));

  const streamed = async <T>(
    { stub, metadata }: Connection,
    { path, requestSerialize }: Method,
    decode: (bytes: Buffer) => T,
    request: object,
    timeoutMs: number,
  ): Promise<T[]> => {
    const [headers, options] = [metadata.clone(), within(timeoutMs)];
    const answers: T[] = [];
    await new Promise<void>((resolve, reject) => {
      stub
        .makeServerStreamRequest(path, requestSerialize, decode, request, headers, options)
        .on('data', (answer: T) => answers.push(answer))
        .on('error', reject)
        .on('end', resolve);
    });
    return answers;
  };

  return {
    async runQuery(structuredQuery, timeoutMs) {
      const line = await connected();
      const { RunQuery } = line.stub.constructor.service;
      const request = { parent, structuredQuery };
      return documentsIn(await streamed(line, RunQuery, decodeAnswer, request, timeoutMs));
    },
    async count(structuredQuery, timeoutMs) {
      const line = await connected();
      const { RunAggregationQuery } = line.stub.constructor.service;
      const aggregations = [{ alias: 'count', count: {} }];
      const request = { parent, structuredAggregationQuery: { structuredQuery, aggregations } };
      const decode = RunAggregationQuery.responseDeserialize as (bytes: Buffer) => Counted;
      const answers = await streamed(line, RunAggregationQuery, decode, request, timeoutMs);
      const found = answers.find(({ result }) => result?.aggregateFields?.['count']);
      return Number(found?.result?.aggregateFields?.['count']?.integerValue ?? 0);
    },
    async batchGet(paths, timeoutMs) {
      const line = await connected();
      const { BatchGetDocuments } = line.stub.constructor.service;
      const request = { database, documents: paths.map((path) => `${parent}/${path}`) };
      return documentsIn(await streamed(line, BatchGetDocuments, decodeAnswer, request, timeoutMs));
    },
    async commit(writes, timeoutMs) {
      const { stub, metadata } = await connected();
      const { path } = stub.constructor.service.Commit;
      const [headers, options] = [metadata.clone(), within(timeoutMs)];
      const commit = { database, writes };
      await new Promise<void>((resolve, reject) => {
        stub.makeUnaryRequest(path, encodeCommit, ignored, commit, headers, options, (error) => {
          if (error) reject(error);
          else resolve();
        });
      });
    },
  };
}

type Method = MethodDefinition<object, unknown>;

/** The stub of the generated client, and the methods of the service that it was made for. */
type Stub = Client & {
  readonly constructor: {
    readonly service: Readonly<
      Record<'RunQuery' | 'RunAggregationQuery' | 'BatchGetDocuments' | 'Commit', Method>
    >;
  };
};

interface Counted {
  readonly result?: {
    readonly aggregateFields?: Readonly<Record<string, { readonly integerValue?: unknown }>>;
  } | null;
}

interface Connection {
  readonly stub: Stub;
  /** What each call sends along. */
  readonly metadata: Metadata;
}

/** gRPC is loaded here, not by every function that never needs it. */
async function connect(database: string): Promise<Connection> {
  const grpc = await import('@grpc/grpc-js');
  const metadata = new grpc.Metadata();
  metadata.set('google-cloud-resource-prefix', database);
  metadata.set('x-goog-request-params', `database=${encodeURIComponent(database)}`);
  const emulator = emulatorHost();
  const channel = { 'grpc-node.flow_control_window': RECEIVE_WINDOW_BYTES };
  if (emulator === undefined) {
    return { stub: await stubOf(new v1.FirestoreClient(channel)), metadata };
  }
  metadata.set('Authorization', 'Bearer owner');
  const { hostname, port } = new URL(`http://${emulator}`);
  const sslCreds = grpc.credentials.createInsecure();
  const emulated = { ...channel, servicePath: hostname, port: Number(port), sslCreds };
  return { stub: await stubOf(new v1.FirestoreClient(emulated)), metadata };
}

function stubOf(client: GeneratedClient): Promise<Stub> {
  return client.initialize() as Promise<unknown> as Promise<Stub>;
}

function within(timeoutMs: number): CallOptions {
  return { deadline: new Date(Date.now() + timeoutMs) };
}

function documentsIn(answers: readonly (StoredDocument | undefined)[]): StoredDocument[] {
  return answers.filter((answer) => answer !== undefined);
}

/** The answer to a commit says when it was made, which nobody asks. */
function ignored(): undefined {
  return undefined;
}
