import { type CallableName, type FunctionName, functions } from '../../functions/src/functions';
import { callExamples } from '../e2e/callExamples';
import { type Instance, region } from './addFirestreak';
import type { App } from './app';
import type { Device } from './client';

/** An activity of each instance's program, which the other's does not have. */
const activities: Record<Instance, string> = { reading: 'story_read', fitness: 'run' };

/** Examples for the world of this test, which has no demo users and a card. */
const otherwise: Partial<typeof callExamples> = {
  createShare: { data: { fields: ['streak'] }, answer: { shareId: expect.any(String) } },
  listShares: { answer: { shares: expect.any(Array) } },
  logActivity: {
    data: { activityId: 'unknown', type: 'quiz_easy_passed' },
    answer: 'unknown-activity-type',
  },
  logActivities: {
    data: { activities: [{ activityId: 'unknown', type: 'quiz_easy_passed' }] },
    answer: { outcomes: [{ refused: { reason: 'unknown-activity-type' } }] },
  },
  repairStreak: { data: { uid: 'nobody' }, answer: 'unknown-user' },
};

/** Calls every callable of an instance once, as an administrator who has a streak. */
export async function callEverything(app: App, instance: Instance, device: Device): Promise<void> {
  const call = (name: CallableName, data?: object) => device.call(instance, name, data);
  await call('setTimeZone', { timeZone: 'Europe/Berlin' });
  const type = activities[instance];
  const logged = await call('logActivity', { activityId: 'first', type });
  expect(logged).toMatchObject({ streak: { current: 1 } });
  await call('setLeaderboardProfile', { displayName: 'Olga' });
  const { shareId } = (await call('createShare', { fields: ['name', 'streak'] })) as {
    shareId: string;
  };
  const page = await fetch(`${functionsAt(app)}/kit-${instance}-share/s/${shareId}`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Olga')]);

  for (const [name, { data, answer }] of Object.entries({ ...callExamples, ...otherwise })) {
    const calling = call(name as CallableName, data);
    if (typeof answer === 'object') await expect(calling).resolves.toMatchObject(answer);
    else await expect(calling).rejects.toMatchObject({ reason: answer });
  }
}

/** Runs every schedule of an instance. */
export async function runSchedules({ projectId, ports }: App, instance: Instance): Promise<void> {
  const triggers = `http://127.0.0.1:${ports.functions}/functions/projects/${projectId}/triggers`;
  for (const name of Object.keys(functions) as FunctionName[]) {
    if (functions[name].kind !== 'schedule') continue;
    const url = `${triggers}/${region}-kit-${instance}-${name}-0`;
    const { status } = await fetch(url, { method: 'POST' });
    expect({ name, status }).toEqual({ name, status: 200 });
  }
}

function functionsAt({ projectId, ports }: App): string {
  return `http://127.0.0.1:${ports.functions}/${projectId}/${region}`;
}
