import type { z } from 'zod';
import { erasureTask } from '../../functions/src/account/erasureTask';
import { closeMessage } from '../../functions/src/challenges/message';
import { insightsMessage } from '../../functions/src/insights/message';
import { shardMessage } from '../../functions/src/maintenance/message';
import { deliveryTask } from '../../functions/src/notifications/deliveries/task';
import { sweepMessage } from '../../functions/src/outages/message';
import { topics } from '../../functions/src/platform/publish';
import type { queues } from '../../functions/src/platform/tasks';
import { retentionMessage } from '../../functions/src/retention/message';

type Subscribed = Exclude<keyof typeof topics, 'deadLetters'>;

const messages: Record<Subscribed, z.ZodType> = {
  maintenance: shardMessage,
  reminders: shardMessage,
  outageSweeps: sweepMessage,
  challenges: closeMessage,
  insights: insightsMessage,
  retention: retentionMessage,
};

/** What is published for functions, by topic. */
export const messagesByTopic = (Object.keys(messages) as Subscribed[]).map((key) => ({
  topic: topics[key],
  message: messages[key],
}));

/** What the tasks of each queue carry. */
export const tasks: Record<keyof typeof queues, z.ZodType> = {
  deliverNotification: deliveryTask,
  finishErasure: erasureTask,
};
