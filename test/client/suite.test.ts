import { ActivityQueue, firestreak } from '../../client/src';
import { memoryStore } from '../../client/src/activityStore';
import { DeviceClock } from '../../client/src/deviceClock';
import { type Day, addDays } from '../../functions/src/engine/days';
import { buildProduct } from '../e2e/buildProduct';
import { type Client, newClient } from '../e2e/client';
import { type SuiteProcess, forget, newProject, startSuiteProcess } from '../e2e/suiteProcess';

const projectId = newProject();
let running: SuiteProcess;
let user: Client;

beforeAll(async () => {
  await buildProduct();
  // All functions in one process, which takes a third of the time that one for each does.
  running = await startSuiteProcess(projectId, '--inspect-functions');
});

afterEach(() => user.close());

afterAll(async () => {
  await running.end('SIGINT');
  forget(projectId);
});

it('dates what is logged offline by the time that passed, on devices whose clocks are wrong', async () => {
  user = newClient(running.suite);
  await user.signUp('clocks@example.com');
  await user.call('setTimeZone', { timeZone: 'Asia/Kolkata' });
  const { logActivity, logActivities, undoActivity } = firestreak(
    user.functionsIn(),
    user.auth,
  ).call;
  let isOffline = true;
  const skews = {
    ahead: 600_000,
    'a-day': 86_400_000,
    behind: -3 * 86_400_000,
    1970: -Date.now(),
  };
  for (const [activityId, skew] of Object.entries(skews)) {
    let slept = 0;
    const wall = () => Date.now() + skew + slept;
    const queue = new ActivityQueue({
      logActivity,
      logActivities,
      undoActivity,
      store: memoryStore(),
      exclusively: (work) => work(),
      userId: () => user.auth.currentUser?.uid,
      timeZone: () => undefined,
      clock: new DeviceClock(wall, () => performance.now()),
      newId: () => activityId,
      isOffline: () => isOffline,
      onError: (error) => {
        throw error;
      },
    });
    const days: string[] = [];
    queue.listen((outcome) => {
      if (outcome.status === 'recorded') days.push(outcome.answer.day);
    });
    isOffline = true;
    await expect(queue.log({ type: 'quiz_hard_passed' })).resolves.toMatchObject({
      status: 'waiting',
    });
    slept = 86_400_000;
    isOffline = false;
    await queue.flush();
    queue.close();
    const { today } = (await user.call('getStreak')) as { today: Day };
    expect(days).toEqual([addDays(today, -1)]);
  }
});

it('tells a developer whose app calls another region, and keeps what is logged', async () => {
  user = newClient(running.suite);
  await user.signUp('elsewhere@example.com');
  const told: unknown[] = [];
  const onError = (error: unknown) => told.push(error);
  const { queue } = firestreak(user.functionsIn('europe-west9'), user.auth, { onError });
  const logged = queue.log({ type: 'quiz_hard_passed' });
  await expect(logged).rejects.toMatchObject({ reason: 'misconfigured' });
  await expect(logged).rejects.toThrow('europe-west9/logActivity');
  expect(told).toHaveLength(1);
  expect(await queue.waiting()).toHaveLength(1);
  queue.close();
});
