import { onSchedule } from 'firebase-functions/scheduler';
import { outagesInForce } from '../outages/inForce';
import { callable } from '../platform/callable';
import { giveUp } from '../platform/giveUp';
import { log } from '../platform/log';
import { topics } from '../platform/publish';
import { reported } from '../platform/reported';
import { subscriber } from '../platform/subscriber';
import { scaled } from '../scaling';
import { closeChallenges as close } from './closeChallenges';
import { closeParts } from './closeParts';
import {
  createChallengeContract,
  followChallengeContract,
  joinChallengeContract,
  leaveChallengeContract,
  listChallengesContract,
} from './contract';
import { createChallenge as create } from './createChallenge';
import { followChallenge as follow } from './followChallenge';
import { joinChallenge as join } from './joinChallenge';
import { leaveChallenge as leave } from './leaveChallenge';
import { listChallenges as list } from './listChallenges';
import { closeMessage } from './message';
import { challenges } from './wiring';

/** `createChallenge`, see docs/api.md. */
export const createChallenge = callable(createChallengeContract, async (caller, request) => {
  const challenge = await create(challenges(), request);
  const { uid: userId, correlationId } = caller;
  log.info('challenge_created', { operation: 'createChallenge', correlationId, userId });
  return challenge;
});

/** `listChallenges`, see docs/api.md. */
export const listChallenges = callable(listChallengesContract, (caller) =>
  list(challenges(), caller),
);

/** `joinChallenge`, see docs/api.md. */
export const joinChallenge = callable(joinChallengeContract, (caller, request) =>
  outagesInForce.use((outages) => join({ ...challenges(), outages }, caller, request)),
);

/** `leaveChallenge`, see docs/api.md. */
export const leaveChallenge = callable(leaveChallengeContract, (caller, request) =>
  outagesInForce.use((outages) => leave({ ...challenges(), outages }, caller, request)),
);

/** `followChallenge`, see docs/api.md. */
export const followChallenge = callable(followChallengeContract, (caller, request, stream) =>
  follow(challenges(), caller, request, stream),
);

/** Creates challenges that follow others and ends those that are over, every quarter of an hour. */
export const closeChallenges = onSchedule(
  {
    ...scaled('closeChallenges'),
    schedule: '4,19,34,49 * * * *',
    timeZone: 'Etc/UTC',
    retryCount: 3,
  },
  reported(
    'closeChallenges',
    ({ scheduleTime }) => scheduleTime,
    async (event) => {
      const context = { operation: 'closeChallenges', correlationId: event.scheduleTime };
      const run = await close(challenges(), event.scheduleTime);
      log.info('challenges_gone_through', context, { ...run });
    },
  ),
);

/** Gives the parts of some shards of a challenge their outcome; many run side by side. */
export const closeChallengeParts = subscriber({
  operation: 'closeChallengeParts',
  topic: topics.challenges,
  message: closeMessage,
  giveUp,
  handle: async (message, context, deadline) => {
    const ended = await closeParts(challenges(), message, deadline);
    if (ended > 0) log.info('challenge_parts_ended', context, { ended });
  },
});
