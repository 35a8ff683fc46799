import { logEntries } from '../support/logEntries';
import type { HandlerOf, ScheduleRow } from '../../functions/src/edge/rows';
import { schedule } from '../../functions/src/edge/schedule';
import { functions } from '../../functions/src/functions';

const scheduleTime = '2026-03-04T01:25:00Z';
const context = { operation: 'sweepDeliveries', correlationId: scheduleTime };
const row: ScheduleRow = functions.sweepDeliveries;

const run = (handle: HandlerOf<ScheduleRow>, of = row) =>
  schedule('sweepDeliveries', of, handle, {}).run({ scheduleTime });

beforeEach(() => {
  logEntries.length = 0;
});

test('a run is told when it should be, and goes by that in the logs', async () => {
  const handle = jest.fn(() => Promise.resolve(undefined));
  await run(handle);
  expect(handle).toHaveBeenCalledWith(new Date(scheduleTime), context);
});

test.each([
  ['info', 'INFO'],
  ['warn', 'WARNING'],
  [undefined, 'INFO'],
] as const)('what was done is logged as its row says: level %s', async (level, severity) => {
  const { level: _, ...rest } = row;
  await run(() => Promise.resolve({ swept: 3 }), { ...rest, ...(level && { level }) });
  expect(logEntries).toEqual([{ ...context, severity, message: 'deliveries_taken_up', swept: 3 }]);
});

test('nothing is logged where nothing was done', async () => {
  await run(() => Promise.resolve(undefined));
  expect(logEntries).toEqual([]);
});

test('a run that fails is logged without the words of the error, and run again', async () => {
  await expect(run(() => Promise.reject(new Error('of ann@example.org')))).rejects.toThrow();
  expect(logEntries).toMatchObject([
    { ...context, severity: 'ERROR', message: 'unexpected_failure' },
  ]);
  expect(JSON.stringify(logEntries)).not.toContain('example.org');
});
