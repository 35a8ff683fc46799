import { erasureTask } from '../account/erasureTask';
import { finishErasure } from '../account/finishErasure';
import { erasure } from '../account/wiring';
import { closeMessage } from '../challenges/message';
import { challenges } from '../challenges/wiring';
import { insightsMessage } from '../insights/message';
import { insights } from '../insights/wiring';
import { shardMessage } from '../maintenance/message';
import { replayWork } from '../maintenance/replayWork';
import { maintenance } from '../maintenance/wiring';
import { outagesInForce } from '../outages/inForce';
import { replayDelivery } from '../notifications/deliveries/replayDelivery';
import { queue } from '../notifications/deliveries/wiring';
import { reminders } from '../notifications/reminders/wiring';
import { sweepMessage } from '../outages/message';
import { announce } from '../outages/wiring';
import { callable } from '../platform/callable';
import { retentionMessage } from '../retention/message';
import { retention } from '../retention/wiring';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { listDeadLettersContract, replayDeadLettersContract } from './contract';
import { listDeadLetters as list } from './listDeadLetters';
import { type Replay, replayDeadLetters as replay } from './replayDeadLetters';

/** How the work of each function that gives up is done again. */
const replays: Record<string, Replay> = {
  maintainShard: (payload, correlationId) =>
    outagesInForce.use((outages) =>
      replayWork({ ...maintenance, outages }, payload, correlationId),
    ),
  deliverNotification: (payload, correlationId) => replayDelivery(queue(), payload, correlationId),
  remindShard: (payload) => reminders.announce(shardMessage.parse(payload)),
  finishErasure: async ({ task }) => {
    await finishErasure(erasure(), erasureTask.parse(task));
  },
  closeChallengeParts: (payload) => challenges().announce(closeMessage.parse(payload)),
  buildInsights: (payload) => insights().announce(insightsMessage.parse(payload)),
  expireUsers: (payload) => retention().announce(retentionMessage.parse(payload)),
  sweepOutage: (payload) => announce(sweepMessage.parse(payload)),
};

/** `listDeadLetters`, see docs/api.md. */
export const listDeadLetters = callable(listDeadLettersContract, (_, request) =>
  list({ db: database() }, request),
);

/** `replayDeadLetters`, see docs/api.md. */
export const replayDeadLetters = callable(replayDeadLettersContract, (_, request) =>
  replay({ db: database(), now: () => clock.now(), replays }, request),
);
