import type { Deployed } from '../../../functions/src/deploy';
import { type Named, ofKind } from '../../../functions/src/functions';
import { messageEvent } from '../cloud/events';
import { between, pick } from '../dice';
import { sleepUntil } from '../virtualTime';
import type { Action } from '../world';

const workers = ofKind('worker');

const names = Object.keys(workers) as [Named<'worker'>, ...Named<'worker'>[]];

const NONSENSE = [
  '',
  'not JSON',
  '[]',
  '{"shard":-1}',
  '{"runId":7,"shards":[1]}',
  'null',
] as const;

/** Messages that no function understands: each is recorded and acknowledged. */
export const malformedMessages: Action = async ({ dice, start, end, cloud, history }) => {
  const count = dice('nonsense') < 0.25 ? between(1, 3, dice('how much nonsense')) : 0;
  for (let n = 0; n < count; n += 1) {
    await sleepUntil(start + (n + dice('nonsense at', n)) * ((end - start) / count));
    const name = pick(names, dice('nonsense to', n));
    const data = Buffer.from(pick(NONSENSE, dice('which nonsense', n)));
    const messageId = `nonsense${n}`;
    const event = messageEvent(workers[name].topic, { messageId, data });
    history.malformed.add(messageId);
    const run = async (functions: Deployed) => {
      await functions[name].run(event);
    };
    cloud.deliver({ operation: 'malformed', key: messageId, run });
  }
};
