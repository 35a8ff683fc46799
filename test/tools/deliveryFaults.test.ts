import '../support/env';
import { logRuns } from '../../tools/deliveryFaults/logRun';
import { syntheticLog } from './syntheticLog';
import { faultRun } from '../../tools/deliveryFaults/faultRun';

const rates = { people: 15, faults: 0.3, crashes: 0.03 };

test('each message is out once, whatever fails and wherever a process ends', async () => {
  const result = await faultRun({ ...rates, seed: 7, events: 30 });
  expect(result).toMatchObject({ doubled: 0, missing: 0, wrong: 0, atNight: 0, givenUp: 0 });
  expect(result.out).toBeGreaterThan(20);
  expect(result.faultsInjected).toBeGreaterThan(0);
});

test('people of a log, spread over worlds, have each message once and none at night', async () => {
  const result = await logRuns({ rows: syntheticLog(3, 12, 4), faults: 0.3, seed: 2 });
  expect(result).toMatchObject({ users: 3, doubled: 0, atNight: 0, givenUp: 0, unfinished: 0 });
  expect(result.maintenanceRuns).toBeGreaterThan(0);
  expect(result.out).toBeGreaterThan(0);
});
