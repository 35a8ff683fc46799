import '../support/env';
import { fuzz } from '../../tools/fuzz/fuzz';

test('what is typed into any field, header or path comes out nowhere', async () => {
  const { findings, statuses, logged } = await fuzz({ draw: 'canaries' });
  expect(findings).toEqual([]);
  expect(logged).toBeGreaterThan(2_000);
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '204', '400', '403']));
});

test('nor does it where the store refuses everything and repeats it in its errors, and each failure is told', async () => {
  const result = await fuzz({ draw: 'canaries', store: 'refusing' });
  expect(result.findings).toEqual([]);
  expect(result.statuses[500]).toBeGreaterThan(100);
  expect(result.failed).toEqual(
    expect.arrayContaining([
      ...result.schedules,
      ...['deliverNotification', 'finishErasure', 'onStreakEvent', 'share', 'getStreak'],
    ]),
  );
});
