import { type Timestamp, v1 } from 'firebase-admin/firestore';
import { emulatorHost } from '../config/environment';
import { databaseId } from '../config/parameters';
import { fieldPath, fromFields, toFields, toTimestamp, type Value } from './values';
import { stamped, stampedFields, type Write } from './write';

type GeneratedClient = InstanceType<typeof v1.FirestoreClient>;
type CommitRequest = NonNullable<Parameters<GeneratedClient['commit']>[0]>;
type WriteMessage = NonNullable<CommitRequest['writes']>[number];
type DocumentMessage = NonNullable<WriteMessage['update']>;
type CallOptions = NonNullable<Parameters<GeneratedClient['runQuery']>[1]>;

/**
 * How much of an answer may be on its way. HTTP/2 begins with 64 KiB, of which a page of users takes ten;
 * each of those would wait until the loop comes round to acknowledging the one before.
 */
const RECEIVE_WINDOW_BYTES = 2 * 1024 * 1024;

/** `google.firestore.v1.StructuredQuery`. */
export type StructuredQuery = NonNullable<
  NonNullable<Parameters<GeneratedClient['runQuery']>[0]>['structuredQuery']
>;

/** A document as it was read. */
export interface StoredDocument {
  readonly id: string;
  /** Below the database's root. */
  readonly path: string;
  /** `projects/…/documents/…`, as cursors of queries want it. */
  readonly name: string;
  /** What is of a type that our documents do not use is undefined. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly updateTime: Timestamp;
}

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

/** The database of all documents in a project, by Google's generated client, connected by the first call. */
export function firestoreRpc(projectId: string): FirestoreRpc {
  const database = `projects/${projectId}/databases/${databaseId()}`;
  const parent = `${database}/documents`;
  let connection: Promise<GeneratedClient> | undefined;
  const connected = () =>
    (connection ??= connect().catch((error: unknown) => {
      connection = undefined; // the next call tries again
      throw error;
    }));

  return {
    async runQuery(structuredQuery, timeoutMs) {
      const client = await connected();
      const stream = client.runQuery({ parent, structuredQuery }, once(database, timeoutMs));
      return all(stream, ({ document }) => documentOf(document));
    },
    async count(structuredQuery, timeoutMs) {
      const client = await connected();
      const aggregations = [{ alias: 'count', count: {} }];
      const request = { parent, structuredAggregationQuery: { structuredQuery, aggregations } };
      const stream = client.runAggregationQuery(request, once(database, timeoutMs));
      const [count] = await all(stream, ({ result }) => result?.aggregateFields?.['count']);
      return Number(count?.integerValue ?? 0);
    },
    async batchGet(paths, timeoutMs) {
      const client = await connected();
      const request = { database, documents: paths.map((path) => `${parent}/${path}`) };
      const stream = client.batchGetDocuments(request, once(database, timeoutMs));
      return all(stream, ({ found }) => documentOf(found));
    },
    async commit(writes, timeoutMs) {
      const client = await connected();
      const request = { database, writes: writes.map((write) => messageOf(write, parent)) };
      await client.commit(request, once(database, timeoutMs));
    },
  };
}

/** A message of an answer that is streamed: of a query, a look-up or an aggregation. */
interface Answer {
  readonly document?: DocumentMessage | null;
  readonly found?: DocumentMessage | null;
  readonly result?: { readonly aggregateFields?: Readonly<Record<string, Value>> | null } | null;
}

/** gRPC is loaded here, not by every function that never needs it. */
async function connect(): Promise<GeneratedClient> {
  const channel = { 'grpc-node.flow_control_window': RECEIVE_WINDOW_BYTES };
  const emulator = emulatorHost();
  if (emulator === undefined) return new v1.FirestoreClient(channel);
  const grpc = await import('@grpc/grpc-js');
  const { hostname, port } = new URL(`http://${emulator}`);
  const sslCreds = grpc.credentials.createInsecure();
  return new v1.FirestoreClient({
    ...channel,
    servicePath: hostname,
    port: Number(port),
    sslCreds,
  });
}

/** Options of a call that is sent once. Both kinds of retries of Google's libraries are off. */
function once(database: string, timeout: number): CallOptions {
  const headers = {
    'google-cloud-resource-prefix': database,
    ...(emulatorHost() !== undefined && { Authorization: 'Bearer owner' }),
  };
  return {
    timeout,
    retry: null,
    retryRequestOptions: { retries: 0, noResponseRetries: 0 },
    otherArgs: { headers },
  };
}

/** What a stream brings, converted as it comes: what it came in is larger, and short-lived like that. */
function all<T>(
  stream: NodeJS.EventEmitter,
  convert: (answer: Answer) => T | undefined,
): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = [];
    stream
      .on('data', (answer: Answer) => {
        const result = convert(answer);
        if (result !== undefined) results.push(result);
      })
      .on('error', reject)
      .on('end', () => {
        resolve(results);
      });
  });
}

function documentOf(message: DocumentMessage | null | undefined): StoredDocument | undefined {
  if (!message) return undefined;
  const { name, fields, updateTime } = message;
  const whole = name ?? '';
  return {
    id: whole.slice(whole.lastIndexOf('/') + 1),
    path: whole.slice(whole.indexOf('/documents/') + '/documents/'.length),
    name: whole,
    updateTime: toTimestamp(updateTime ?? {}),
    data: fromFields(fields ?? {}),
  };
}

function messageOf(write: Write, parent: string): WriteMessage {
  const { path, data, precondition } = write;
  const fields = stampedFields(write);
  return {
    update: { name: `${parent}/${path}`, fields: toFields(stamped(path, data)) },
    ...(fields && { updateMask: { fieldPaths: fields.map(fieldPath) } }),
    ...(precondition && { currentDocument: conditionOf(precondition) }),
  };
}

function conditionOf(
  precondition: NonNullable<Write['precondition']>,
): NonNullable<WriteMessage['currentDocument']> {
  if (precondition === 'absent') return { exists: false };
  const { seconds, nanoseconds: nanos } = precondition;
  return { updateTime: { seconds, nanos } };
}
