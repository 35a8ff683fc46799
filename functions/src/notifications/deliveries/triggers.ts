import { type QueryDocumentSnapshot, onDocumentCreated } from 'firebase-functions/firestore';
import { onSchedule } from 'firebase-functions/scheduler';
import { type Request, onTaskDispatched } from 'firebase-functions/tasks';
import { sendgridApiKey, sendgridWebhookKeys, unsubscribeSigningKeys } from '../../config';
import { outagesInForce } from '../../outages/inForce';
import { callable } from '../../platform/callable';
import { seen } from '../../retention/markSeen';
import { clock } from '../../platform/clock';
import { database } from '../../platform/firestore';
import { giveUp } from '../../platform/giveUp';
import { log } from '../../platform/log';
import { reported } from '../../platform/reported';
import { scaled } from '../../scaling';
import { trackOpenContract } from './contract';
import { deliver } from './deliver';
import { rollUp } from './rollUp';
import { sweep } from './sweep';
import { deliveryTask, instantOfTask } from './task';
import { tellOf } from './tellOf';
import { trackOpen as track } from './trackOpen';
import { deliveries, queue } from './wiring';

const DAY_MS = 86_400_000;

const now = () => clock.now();

const secrets = [sendgridApiKey, sendgridWebhookKeys, unsubscribeSigningKeys];

/** Tells users what has happened to their streak. */
export const onStreakEvent = onDocumentCreated(
  {
    ...scaled('onStreakEvent'),
    document: 'users/{uid}/events/{eventId}',
    retry: true,
    timeoutSeconds: 120,
    secrets,
  },
  reported(
    'onStreakEvent',
    (event) => correlationIdOf(event),
    async ({ data, params, id }) => {
      const event = data?.data();
      if (!event) return;
      const { uid, eventId } = params;
      const correlationId = correlationIdOf({ data, id });
      await outagesInForce.use((outages) =>
        tellOf({ ...deliveries(), outages }, { uid, eventId, data: event, correlationId }),
      );
    },
  ),
);

/** Goes on with deliveries that had to wait: for the morning, or for a provider. */
export const deliverNotification = onTaskDispatched(
  {
    ...scaled('deliverNotification'),
    retryConfig: {
      maxAttempts: 20,
      minBackoffSeconds: 10,
      maxBackoffSeconds: 600,
      maxDoublings: 6,
    },
    rateLimits: { maxConcurrentDispatches: 50 },
    timeoutSeconds: 120,
    secrets,
  },
  reported(
    'deliverNotification',
    ({ data, id }: Request<unknown>) => deliveryTask.safeParse(data).data?.correlationId ?? id,
    async ({ data, id }) => {
      const task = deliveryTask.safeParse(data);
      if (!task.success) {
        const reason = 'malformed-message';
        const letter = { operation: 'deliverNotification', key: id, correlationId: id, reason };
        await giveUp({ ...letter, payload: { taskId: id }, attempts: 1, codes: [] });
        return;
      }
      const { uid, eventId, channel, correlationId } = task.data;
      const at = instantOfTask(task.data.at, now());
      if (at === undefined) throw new Error('The task came before its time.');
      await outagesInForce.use((outages) =>
        deliver(
          { ...deliveries(), outages },
          { key: { uid, eventId, channel }, correlationId, at },
        ),
      );
    },
  ),
);

/** `trackOpen`, see docs/api.md. */
export const trackOpen = callable(
  trackOpenContract,
  seen((caller, request) => track({ db: database(), now }, caller, request)),
);

/** Counts the messages of the last two days; reports of the day before yesterday still come in. */
export const rollUpDeliveries = onSchedule(
  { ...scaled('rollUpDeliveries'), schedule: '25 1 * * *', timeZone: 'Etc/UTC', retryCount: 3 },
  reported(
    'rollUpDeliveries',
    ({ scheduleTime }) => scheduleTime,
    async ({ scheduleTime }) => {
      for (const daysAgo of [1, 2]) {
        const day = new Date(Date.parse(scheduleTime) - daysAgo * DAY_MS)
          .toISOString()
          .slice(0, 10);
        await rollUp({ db: database(), now }, day);
      }
    },
  ),
);

/** Takes up deliveries whose task was lost. */
export const sweepDeliveries = onSchedule(
  { ...scaled('sweepDeliveries'), schedule: '41 * * * *', timeZone: 'Etc/UTC', retryCount: 3 },
  reported(
    'sweepDeliveries',
    ({ scheduleTime }) => scheduleTime,
    async ({ scheduleTime }) => {
      const swept = await sweep(queue());
      const context = { operation: 'sweepDeliveries', correlationId: scheduleTime };
      if (swept > 0) log.warn('deliveries_taken_up', context, { swept });
    },
  ),
);

/** Of an event that was stored: that of what led to it. */
function correlationIdOf({
  data,
  id,
}: {
  readonly data?: QueryDocumentSnapshot | undefined;
  readonly id: string;
}): string {
  const correlationId: unknown = data?.get('correlationId');
  return typeof correlationId === 'string' ? correlationId : id;
}
