import { placesNeedAccount } from '../config';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { publish, topics } from '../platform/publish';
import { program } from '../program';
import type { CloseDeps, PlaceRule } from './deps';

/** Challenges as they are deployed. */
export const challenges = (): CloseDeps & PlaceRule => ({
  db: database(),
  program,
  now: () => clock.now(),
  placesNeedAccount: placesNeedAccount(),
  announce: (message) => publish(topics.challenges, message, message.correlationId),
});
