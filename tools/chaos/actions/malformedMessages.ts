import { topics } from '../../../functions/src/platform/publish';
import { between, pick } from '../dice';
import { sleepUntil } from '../virtualTime';
import type { Action } from '../world';

const TOPICS = [
  topics.maintenance,
  topics.reminders,
  topics.outageSweeps,
  topics.challenges,
] as const;

const NONSENSE = [
  '',
  'not JSON',
  '[]',
  '{"shard":-1}',
  '{"runId":7,"shards":[1]}',
  'null',
] as const;

/** Messages that no function understands: each is recorded and acknowledged. */
export const malformedMessages: Action = async ({
  dice,
  start,
  end,
  cloud,
  functions,
  history,
}) => {
  const count = dice('nonsense') < 0.25 ? between(1, 3, dice('how much nonsense')) : 0;
  for (let n = 0; n < count; n += 1) {
    await sleepUntil(start + (n + dice('nonsense at', n)) * ((end - start) / count));
    const topic = pick(TOPICS, dice('nonsense to', n));
    const data = Buffer.from(pick(NONSENSE, dice('which nonsense', n))).toString('base64');
    const messageId = `nonsense${n}`;
    const event = {
      data: { message: { data, messageId, attributes: {} } },
      time: new Date().toISOString(),
    };
    const { run } = functions.topics[topic] as unknown as { run: (event: object) => Promise<void> };
    history.malformed.add(messageId);
    cloud.deliver({ operation: 'malformed', key: messageId, run: () => run(event) });
  }
};
