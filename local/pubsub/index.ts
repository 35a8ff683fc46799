/** An in-memory Pub/Sub behind the real gRPC protocol; see README.md. */
export { startPubsub } from './startPubsub';
export type { Pubsub, PubsubOptions } from './startPubsub';
export type { Usage } from './usage';
