import type { DeliveryKey } from '../../../functions/src/notifications/deliveries/delivery';
import type { topics } from '../../../functions/src/platform/publish';
import type { Rpc } from './rpc';
import type { Taken } from './providers';

/** The topics that the functions of a world publish to. */
export type TopicName = (typeof topics)[
  'maintenance' | 'deadLetters' | 'outageSweeps' | 'reminders' | 'challenges'];

/** What the services of the cloud do once a call has arrived. */
export interface Ports {
  readonly rpc: Rpc;
  /** Pub/Sub took a message. */
  readonly published: (topic: TopicName, json: object, correlationId: string) => void;
  /** Cloud Tasks took a task, to be run at an instant (milliseconds since the epoch). */
  readonly enqueued: (key: DeliveryKey, at: number, correlationId: string) => void;
  /** A provider took a message to a user. */
  readonly taken: (message: Taken) => void;
}
