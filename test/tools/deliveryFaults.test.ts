import '../support/env';
import { faultRun } from '../../tools/deliveryFaults/faultRun';

const rates = { people: 15, faults: 0.3, crashes: 0.03 };

test('each message is out once, whatever fails and wherever a process ends', async () => {
  const result = await faultRun({ ...rates, seed: 7, events: 30 });
  expect(result).toMatchObject({ doubled: 0, missing: 0, wrong: 0, atNight: 0, givenUp: 0 });
  expect(result.out).toBeGreaterThan(20);
  expect(result.faultsInjected).toBeGreaterThan(0);
}, 180_000);
