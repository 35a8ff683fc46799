import { logEntries } from '../support/logEntries';
import { z } from 'zod';
import type { HandlerOf, WorkerRow } from '../../functions/src/edge/rows';
import { worker } from '../../functions/src/edge/worker';
import { functions } from '../../functions/src/functions';
import type { DeadLetter } from '../../functions/src/platform/deadLetter';

const HOUR = 3_600_000;
const NOW = 1_000_000;

const row: WorkerRow = { ...functions.maintainShard, message: () => z.object({ n: z.int() }) };

let letters: DeadLetter[];
const giveUp = (letter: DeadLetter) => {
  letters.push(letter);
  return Promise.resolve();
};
const workerThat = (handle: HandlerOf<WorkerRow>) =>
  worker('maintainShard', row, handle, { giveUp, now: () => NOW }, {});
const failing = workerThat(() => Promise.reject(Object.assign(new Error('down'), { code: 14 })));

/** An event as Pub/Sub delivers it to a function, published so long ago. */
function delivery(json: object, ageMs: number, attributes: Record<string, string> = {}) {
  const data = Buffer.from(JSON.stringify(json)).toString('base64');
  const message = { data, attributes, messageId: 'm1', publishTime: '', orderingKey: '' };
  const time = new Date(Date.now() - ageMs).toISOString();
  return { specversion: '1.0', id: 'e1', source: '', type: '', time, data: { message } } as never;
}

beforeEach(() => {
  letters = [];
  logEntries.length = 0;
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

test('a handler has four fifths of the five minutes, by the clock of the ports', async () => {
  const handle = jest.fn(() => Promise.resolve(undefined));
  await workerThat(handle).run(delivery({ n: 1 }, 0, { correlationId: 'run-1234' }));
  const context = { operation: 'maintainShard', correlationId: 'run-1234' };
  expect(handle).toHaveBeenCalledWith({ n: 1 }, context, NOW + 240_000);
});

test.each([
  ['what was done is logged as the row says', { users: 3 }, [{ message: row.logs, users: 3 }]],
  ['nothing is logged where nothing was done', undefined, []],
])('%s', async (_, done, logged) => {
  await workerThat(() => Promise.resolve(done)).run(delivery({ n: 1 }, 0));
  expect(logEntries).toMatchObject(logged);
  expect(letters).toEqual([]);
});
