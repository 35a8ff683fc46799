import type { RunningSuite } from '../runningSuite';
import type { Settled } from '../suiteEnvironment';
import type { Schedule } from './schedules';

/** How long a run, and all that follows from it, may take. */
const TIMEOUT_MS = 300_000;

/** Runs a scheduled function as Cloud Scheduler does. @returns whether it succeeded */
export async function runSchedule(
  { ports, projectId }: RunningSuite,
  { id, name }: Schedule,
  at: number,
): Promise<boolean> {
  const triggers = `http://127.0.0.1:${ports.functions}/functions/projects/${projectId}/triggers`;
  const response = await fetch(`${triggers}/${id}-0`, {
    method: 'POST',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      'x-cloudscheduler': 'true',
      'x-cloudscheduler-jobname': `firebase-schedule-${name}`,
      'x-cloudscheduler-scheduletime': new Date(at).toISOString(),
    },
  });
  await response.arrayBuffer();
  return response.ok;
}

/** Runs the tasks whose time has come, by local time, as far as they have waited. */
export async function runTasks({ controlPort = 0 }: RunningSuite): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${controlPort}/tasks`, {
    method: 'POST',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.arrayBuffer();
}

/** Waits until nothing is under way. @returns what was created since the first `after` documents */
export async function settled({ controlPort = 0 }: RunningSuite, after: number): Promise<Settled> {
  const response = await fetch(`http://127.0.0.1:${controlPort}/settled?after=${after}`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return (await response.json()) as Settled;
}
