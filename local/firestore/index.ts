/** An in-memory Firestore behind the real gRPC protocol; see README.md. */
export { startFirestore } from './server';
export type { FirestoreServer } from './server';
export { spawnFirestore } from './spawn';
export type { SpawnedFirestore } from './spawn';
export type {
  CommittedChange,
  CompositeIndexConfig,
  DeclaredIndex,
  DocumentVersion,
  FieldOverrideConfig,
  FirestoreServerOptions,
  IndexConfig,
  IndexFieldConfig,
} from './options';
export type { Usage } from './usage';
export type { Fields, Value } from './values/value';
export type { CallInProcess } from './wire/callInProcess';
export { matchesPattern } from './triggers/pathPattern';
export { firestoreService } from './wire/protos';
