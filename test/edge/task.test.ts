import { logEntries } from '../support/logEntries';
import { z } from 'zod';
import type { HandlerOf, TaskRow } from '../../functions/src/edge/rows';
import { task } from '../../functions/src/edge/task';
import { functions } from '../../functions/src/functions';
import type { DeadLetter } from '../../functions/src/platform/deadLetter';

const MAX_ATTEMPTS = 3;

const row: TaskRow = {
  ...functions.finishErasure,
  task: () => z.object({ n: z.int(), correlationId: z.string() }),
  retry: { maxAttempts: MAX_ATTEMPTS, minBackoffSeconds: 1, maxBackoffSeconds: 1 },
  givesUpAs: 'kept-failing',
};
const { givesUpAs: _, ...neverGivenUp } = row;

let letters: DeadLetter[];

const fail = () => Promise.reject(Object.assign(new Error('down'), { code: 14 }));

/** Runs a task at an attempt: 0 is the first. */
function run(handle: HandlerOf<TaskRow>, data: object, retryCount = 0, of: TaskRow = row) {
  const giveUp = (letter: DeadLetter) => Promise.resolve(void letters.push(letter));
  const deployed = task('finishErasure', of, handle, giveUp, {});
  return deployed.run({ data, id: 't1', retryCount } as Parameters<typeof deployed.run>[0]);
}

beforeEach(() => {
  letters = [];
  logEntries.length = 0;
});

test('a task is handled with its correlation id', async () => {
  const handle = jest.fn(() => Promise.resolve());
  await run(handle, { n: 1, correlationId: 'run-1234' });
  const context = { operation: 'finishErasure', correlationId: 'run-1234' };
  expect(handle).toHaveBeenCalledWith({ n: 1, correlationId: 'run-1234' }, context);
  expect(letters).toEqual([]);
});

test('a malformed task is given up at once; what it says is not kept', async () => {
  const handle = jest.fn(() => Promise.resolve());
  await run(handle, { n: 'ann@example.org', correlationId: 'run-1234' });
  expect(handle).not.toHaveBeenCalled();
  expect(letters).toEqual([
    {
      ...{ operation: 'finishErasure', key: 't1', correlationId: 't1', attempts: 1 },
      ...{ payload: { taskId: 't1' }, reason: 'malformed-message', codes: [] },
    },
  ]);
});

test.each(Array.from({ length: MAX_ATTEMPTS - 1 }, (__, attempt) => attempt))(
  'a task whose attempt %i fails comes back, and its failure is logged',
  async (attempt) => {
    await expect(run(fail, { n: 1, correlationId: 'run-1234' }, attempt)).rejects.toThrow('down');
    expect(letters).toEqual([]);
    expect(logEntries).toMatchObject([
      { message: 'unexpected_failure', operation: 'finishErasure', correlationId: 'run-1234' },
    ]);
  },
);

test('a task whose last attempt fails is given up, for the reason of its row', async () => {
  await run(fail, { n: 1, correlationId: 'run-1234' }, MAX_ATTEMPTS - 1);
  expect(letters).toEqual([
    {
      ...{ operation: 'finishErasure', key: 't1', correlationId: 'run-1234' },
      payload: { task: { n: 1, correlationId: 'run-1234' } },
      ...{ reason: 'kept-failing', attempts: MAX_ATTEMPTS, codes: ['14'] },
    },
  ]);
});

test('a task of a row that gives nothing up fails at its last attempt as at the first', async () => {
  const last = run(fail, { n: 1, correlationId: 'run-1234' }, MAX_ATTEMPTS - 1, neverGivenUp);
  await expect(last).rejects.toThrow('down');
  expect(letters).toEqual([]);
});
