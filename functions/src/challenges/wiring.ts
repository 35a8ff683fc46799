import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { publish, topics } from '../platform/publish';
import { program } from '../program';
import type { CloseDeps } from './deps';

/** Challenges as they are deployed. */
export const challenges = (): CloseDeps => ({
  db: database(),
  program,
  now: () => clock.now(),
  announce: (message) => publish(topics.challenges, message, message.correlationId),
});
