export { startPubsub } from './startPubsub';
export type { Pubsub, PubsubOptions } from './startPubsub';
export type { Usage } from './usage';
