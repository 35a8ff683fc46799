import type { z } from 'zod';
import type { Row } from '../../functions/src/edge/rows';
import { functions } from '../../functions/src/functions';
import type { QueueName, TopicName } from '../../functions/src/contracts/messages';

const rows: readonly Row[] = Object.values(functions);

/** What is published for functions, by topic. */
export const messagesByTopic: readonly { topic: TopicName; message: z.ZodType }[] = rows.flatMap(
  (row) => (row.kind === 'worker' ? [{ topic: row.topic, message: row.message() }] : []),
);

/** What the tasks of each queue carry. */
export const tasks: readonly { queue: QueueName; task: z.ZodType }[] = rows.flatMap((row) =>
  row.kind === 'task' ? [{ queue: row.queue, task: row.task() }] : [],
);
