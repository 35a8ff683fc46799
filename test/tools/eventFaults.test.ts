import '../support/env';
import { eventFaults } from '../../tools/eventFaults/eventFaults';

const none = { missing: 0, outOfOrder: 0, wrong: 0 };

test('an app is told each event, in the order of each user and signed, whatever fails and wherever a process ends', async () => {
  const plan = { seed: 3, events: 120, people: 8, faults: 0.3, crashes: 0.03 };
  const { topic, webhook, ...outcome } = await eventFaults(plan);
  expect({ topic, webhook }).toMatchObject({ topic: none, webhook: none });
  expect(outcome).toMatchObject({ unsigned: 0, givenUp: 0 });
  expect(outcome.crashed).toBeGreaterThan(0);
  expect([topic.repeated, webhook.repeated].every((count) => count > 0)).toBe(true);
});
