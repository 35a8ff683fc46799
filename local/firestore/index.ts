export { startFirestore } from './server';
export type { FirestoreServer } from './server';
export type { CommittedChange, FirestoreServerOptions, IndexConfig } from './options';
export type { Usage } from './usage';
