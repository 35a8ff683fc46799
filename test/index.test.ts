import firebaseFunctionsTest from 'firebase-functions-test';
import * as functions from '../functions/src';
import { nextScheduleTime } from '../tools/replay/schedule';

const callables = ['explainStreak', 'getStreak', 'logActivity', 'setTimeZone'] as const;

test('these functions are deployed, and no others', () => {
  const kinds = Object.entries(functions).map(([name, { __endpoint: endpoint }]) => [
    name,
    Object.keys(endpoint).find((key) => key.endsWith('Trigger')),
  ]);
  expect(Object.fromEntries(kinds)).toEqual({
    explainStreak: 'callableTrigger',
    getStreak: 'callableTrigger',
    logActivity: 'callableTrigger',
    maintainShard: 'eventTrigger',
    scheduleMaintenance: 'scheduleTrigger',
    setTimeZone: 'callableTrigger',
  });
});

test('a worker that fails gets its message again, and stays within its memory', () => {
  expect(functions.maintainShard.__endpoint).toMatchObject({
    availableMemoryMb: 256,
    eventTrigger: { retry: true, eventFilters: { topic: 'streak-maintenance' } },
  });
});

test.each(callables)(
  '%s refuses whoever is not signed in, before it reads anything',
  async (name) => {
    const { wrap, cleanup } = firebaseFunctionsTest();
    const call = wrap(functions[name] as typeof functions.getStreak);
    await expect(call({ data: {} } as never)).rejects.toMatchObject({
      code: 'unauthenticated',
      details: { reason: 'sign-in-required' },
    });
    cleanup();
  },
);

test('the replay runs maintenance at the minutes of the deployed schedule', () => {
  const { schedule } = functions.scheduleMaintenance.__endpoint.scheduleTrigger ?? {};
  const minutes = [0, 15, 30, 45].map((minute) => {
    const from = Date.UTC(2026, 0, 1, 0, minute);
    return new Date(nextScheduleTime(from)).getUTCMinutes();
  });
  expect(schedule).toBe(`${minutes.join(',')} * * * *`);
});
