import { onSchedule } from 'firebase-functions/scheduler';
import { outagesInForce } from '../outages/inForce';
import { callable } from '../platform/callable';
import { giveUp } from '../platform/giveUp';
import { log } from '../platform/log';
import { topics } from '../platform/publish';
import { reported } from '../platform/reported';
import { subscriber } from '../platform/subscriber';
import { scaled } from '../scaling';
import { buildShard } from './buildShard';
import { getInsightsContract } from './contract';
import { getInsights as get } from './getInsights';
import { insightsMessage } from './message';
import { scheduleInsights as schedule } from './scheduleInsights';
import { insights } from './wiring';

/** `getInsights`, see docs/api.md. */
export const getInsights = callable(getInsightsContract, (caller) =>
  outagesInForce.use((outages) => get({ ...insights(), outages }, caller)),
);

/** Announces the users who were active in the last week, early on Mondays when little else runs. */
export const scheduleInsights = onSchedule(
  {
    ...scaled('scheduleInsights'),
    schedule: '11 2 * * 1',
    timeZone: 'Etc/UTC',
    retryCount: 3,
  },
  reported(
    'scheduleInsights',
    ({ scheduleTime }) => scheduleTime,
    async (event) => {
      const announced = await schedule(insights(), new Date(event.scheduleTime));
      const context = { operation: 'scheduleInsights', correlationId: event.scheduleTime };
      log.info('insights_announced', context, { ...announced });
    },
  ),
);

/** Builds the insights of the announced shards; many run side by side. */
export const buildInsights = subscriber({
  operation: 'buildInsights',
  topic: topics.insights,
  message: insightsMessage,
  giveUp,
  handle: async (message, context, deadline) => {
    const built = await outagesInForce.use((outages) =>
      buildShard({ ...insights(), outages }, message, deadline),
    );
    log.info('insights_built', context, { ...built });
  },
});
