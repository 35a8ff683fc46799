import { onSchedule } from 'firebase-functions/scheduler';
import { callable } from '../platform/callable';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { giveUp } from '../platform/giveUp';
import { log } from '../platform/log';
import { topics } from '../platform/publish';
import { reported } from '../platform/reported';
import { subscriber } from '../platform/subscriber';
import { program } from '../program';
import { scaled } from '../scaling';
import { announceSweeps } from './announceSweeps';
import { declareOutageContract, listOutagesContract, revokeOutageContract } from './contract';
import { declareOutage as declare } from './declareOutage';
import type { OutageDeps } from './deps';
import { outagesInForce } from './inForce';
import { listOutages as list } from './listOutages';
import { sweepMessage } from './message';
import { revokeOutage as revoke } from './revokeOutage';
import { sweepShard } from './sweepShard';
import { announce } from './wiring';

const deps = (): OutageDeps => ({ db: database(), now: () => clock.now(), announce });

/** `declareOutage`, see docs/api.md. */
export const declareOutage = callable(declareOutageContract, (caller, request) =>
  declare(deps(), caller, request).finally(() => {
    outagesInForce.forget();
  }),
);

/** `revokeOutage`, see docs/api.md. */
export const revokeOutage = callable(revokeOutageContract, (caller, request) =>
  revoke(deps(), caller, request).finally(() => {
    outagesInForce.forget();
  }),
);

/** `listOutages`, see docs/api.md. */
export const listOutages = callable(listOutagesContract, () => list(deps()));

/** Announces sweeps that are due: second ones, and first ones that a crash has left behind. */
export const scheduleSweeps = onSchedule(
  { ...scaled('scheduleSweeps'), schedule: '*/15 * * * *', timeZone: 'Etc/UTC', retryCount: 3 },
  reported(
    'scheduleSweeps',
    ({ scheduleTime }) => scheduleTime,
    async (event) => {
      const sweeps = await announceSweeps(deps());
      if (sweeps === 0) return;
      const context = { operation: 'scheduleSweeps', correlationId: event.scheduleTime };
      log.info('sweeps_announced', context, { sweeps });
    },
  ),
);

/** Settles the users of a shard whom a change of outages may concern; many run side by side. */
export const sweepOutage = subscriber({
  operation: 'sweepOutage',
  topic: topics.outageSweeps,
  message: sweepMessage,
  giveUp,
  handle: async (message, context, deadline) => {
    outagesInForce.forget(); // it may be older than the message
    const swept = await outagesInForce.use((outages) =>
      sweepShard({ ...deps(), program, outages }, message, deadline),
    );
    if (swept.seen > 0) log.info('shard_swept', context, { shard: message.shard, ...swept });
  },
});
