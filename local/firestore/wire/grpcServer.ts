import { Server } from '@grpc/grpc-js';
import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Databases } from '../databases';
import type { UsageMeter } from '../usage';
import type { CommitFeed } from '../commitFeed';
import { listenCall } from '../listen/listenCall';
import { listingCall, unaryCall } from './handlers';
import type { CallOptions } from './handlers';
import { listMethods } from './listMethods';
import { firestoreService } from './protos';
import { queryMethods } from './queryMethods';
import { readMethods } from './readMethods';
import { transactionMethods } from './transactionMethods';
import { writeMethods } from './writeMethods';

/** More than any request may have, so that one over the limit gets Firestore's own answer. */
const maxMessageBytes = 64 * 1024 * 1024;

/** A gRPC server of google.firestore.v1.Firestore. */
export function createGrpcServer(methods: UntypedServiceImplementation): Server {
  const server = new Server({
    'grpc.max_receive_message_length': maxMessageBytes,
    'grpc.max_send_message_length': -1,
  });
  server.addService(firestoreService, methods);
  return server;
}

/** The methods of google.firestore.v1.Firestore over the databases. */
export function firestoreMethods(
  databases: Databases,
  feed: CommitFeed,
  usage: UsageMeter,
  latencyMs: number,
): UntypedServiceImplementation {
  const options: CallOptions = {
    latencyMs,
    onCall: (method) => {
      usage.rpc(method);
    },
  };
  const { getDocument, batchGetDocuments } = readMethods(databases, usage);
  const { runQuery, runAggregationQuery } = queryMethods(databases, usage);
  const { beginTransaction, rollback } = transactionMethods(databases);
  const { listDocuments, listCollectionIds } = listMethods(databases, usage);
  const write = writeMethods(databases, usage);
  return {
    GetDocument: unaryCall('GetDocument', getDocument, options),
    BatchGetDocuments: listingCall('BatchGetDocuments', batchGetDocuments, options),
    RunQuery: listingCall('RunQuery', runQuery, options),
    RunAggregationQuery: listingCall('RunAggregationQuery', runAggregationQuery, options),
    BeginTransaction: unaryCall('BeginTransaction', beginTransaction, options),
    Rollback: unaryCall('Rollback', rollback, options),
    Commit: unaryCall('Commit', write.commit, options),
    BatchWrite: unaryCall('BatchWrite', write.batchWrite, options),
    CreateDocument: unaryCall('CreateDocument', write.createDocument, options),
    UpdateDocument: unaryCall('UpdateDocument', write.updateDocument, options),
    DeleteDocument: unaryCall('DeleteDocument', write.deleteDocument, options),
    ListDocuments: unaryCall('ListDocuments', listDocuments, options),
    ListCollectionIds: unaryCall('ListCollectionIds', listCollectionIds, options),
    Listen: listenCall(databases, feed, usage, options),
  };
}
