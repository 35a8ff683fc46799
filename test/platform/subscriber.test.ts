import { z } from 'zod';
import type { DeadLetter } from '../../functions/src/platform/deadLetter';
import { subscriber } from '../../functions/src/platform/subscriber';
import { topics } from '../../functions/src/platform/publish';

const HOUR = 3_600_000;

let letters: DeadLetter[];
const failing = subscriber({
  operation: 'maintainShard',
  topic: topics.maintenance,
  message: z.object({ n: z.int() }),
  giveUp: (letter) => {
    letters.push(letter);
    return Promise.resolve();
  },
  handle: () => Promise.reject(Object.assign(new Error('down'), { code: 14 })),
});

/** An event as Pub/Sub delivers it to a function, published so long ago. */
function delivery(json: object, ageMs: number, attributes: Record<string, string> = {}) {
  const data = Buffer.from(JSON.stringify(json)).toString('base64');
  const message = { data, attributes, messageId: 'm1', publishTime: '', orderingKey: '' };
  const time = new Date(Date.now() - ageMs).toISOString();
  return { specversion: '1.0', id: 'e1', source: '', type: '', time, data: { message } } as never;
}

beforeEach(() => {
  letters = [];
});

test('a message whose handler fails comes back', async () => {
  await expect(failing.run(delivery({ n: 1 }, HOUR - 60_000))).rejects.toThrow('down');
  expect(letters).toEqual([]);
});

test('a message that has failed for an hour is given up, with its ids and its correlation id', async () => {
  await failing.run(delivery({ n: 1 }, HOUR + 60_000, { correlationId: 'run-1234' }));
  expect(letters).toEqual([
    {
      operation: 'maintainShard',
      key: 'm1',
      payload: { n: 1 },
      reason: 'message-kept-failing',
      attempts: 1,
      codes: ['14'],
      correlationId: 'run-1234',
    },
  ]);
});

test('a malformed message is given up at once; what it says is not kept', async () => {
  await failing.run(delivery({ n: 'ann@example.org' }, 0));
  expect(letters).toMatchObject([{ reason: 'malformed-message', payload: { messageId: 'm1' } }]);
  expect(JSON.stringify(letters)).not.toContain('example.org');
});
