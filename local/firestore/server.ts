import { CommitFeed } from './commitFeed';
import type { Commit } from './database';
import { Databases } from './databases';
import type { DocumentChange } from './documents/storedDocument';
import type { CommittedChange, DeclaredIndex, FirestoreServerOptions } from './options';
import { restHandler } from './rest/restHandler';
import { Dispatcher } from './triggers/dispatcher';
import { Triggers } from './triggers/triggers';
import { UsageMeter } from './usage';
import type { Usage } from './usage';
import { callInProcess } from './wire/callInProcess';
import type { CallInProcess } from './wire/callInProcess';
import { createGrpcServer, firestoreMethods } from './wire/grpcServer';
import { openPort } from './wire/port';

/** A running Firestore. Databases of any project exist as soon as they are named. */
export interface FirestoreServer {
  /** `127.0.0.1:PORT`, for FIRESTORE_EMULATOR_HOST. */
  readonly host: string;
  /** Calls a method without a socket in between, for clients in the same process. */
  readonly call: CallInProcess;
  /** What production would bill since the start or the last {@link resetUsage}. */
  readonly usage: Usage;
  /** The declared indexes that queries have needed. */
  readonly usedIndexes: readonly DeclaredIndex[];
  /** `projects/P/databases/D` of the databases that were asked for anything, whether or not they hold documents. */
  readonly databases: readonly string[];
  /** Counts from zero again. */
  resetUsage(): void;
  /** Calls the listener once for each document a commit changes; returns how to stop that. */
  onCommit(listener: (change: CommittedChange) => void): () => void;
  /** Resolves when no trigger event is queued or under way. */
  idle(): Promise<void>;
  /** Drops all documents and their past, in all projects. */
  clear(): void;
  /** Ends all connections. What was stored is gone. */
  close(): Promise<void>;
}

/**
 * Starts an empty in-memory Firestore that speaks gRPC and REST on one port of 127.0.0.1.
 *
 * @throws Error EADDRINUSE when the port is taken
 */
export async function startFirestore(
  options: FirestoreServerOptions = {},
): Promise<FirestoreServer> {
  const usage = new UsageMeter();
  const feed = new CommitFeed();
  const databases = new Databases(options.indexes ?? {}, (commit) => {
    feed.publish(commit);
  });
  const onCommit = (listener: (change: CommittedChange) => void) =>
    feed.subscribe((commit) => {
      for (const change of commit.changes) listener(committedChange(commit, change));
    });
  const triggers = new Triggers();
  const dispatcher = new Dispatcher(triggers, options.functionsEmulator ?? '');
  if (options.functionsEmulator !== undefined) {
    onCommit((change) => {
      dispatcher.dispatch(change);
    });
  }
  const methods = firestoreMethods(databases, feed, usage, options.latencyMs ?? 0);
  const rest = restHandler(databases, triggers);
  const { port, close } = await openPort(options.port ?? 0, createGrpcServer(methods), rest);
  return {
    host: `127.0.0.1:${port}`,
    call: callInProcess(methods),
    get usage() {
      return usage.usage;
    },
    get usedIndexes() {
      return databases.usedIndexes;
    },
    get databases() {
      return databases.names;
    },
    resetUsage: () => {
      usage.reset();
    },
    onCommit,
    idle: () => dispatcher.idle(),
    clear: () => {
      databases.clear();
    },
    close: async () => {
      databases.close();
      await close();
    },
  };
}

function committedChange(
  { database, time }: Commit,
  { place, before, after }: DocumentChange,
): CommittedChange {
  return {
    database,
    path: place.path,
    type: !before ? 'created' : after ? 'updated' : 'deleted',
    ...(before && { oldDocument: before }),
    ...(after && { newDocument: after }),
    commitTime: time,
  };
}
