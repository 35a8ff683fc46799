import type { HostContext } from './context';

/**
 * Sends the request of Cloud Scheduler:
 * https://cloud.google.com/scheduler/docs/reference/rpc/google.cloud.scheduler.v1#httptarget
 */
export async function runSchedule(
  { region, url, report }: HostContext,
  name: string,
  scheduleTime: Date,
): Promise<void> {
  const id = scheduleTime.toISOString();
  const response = await fetch(url(name), {
    method: 'POST',
    headers: {
      'x-cloudscheduler': 'true',
      'x-cloudscheduler-jobname': `firebase-schedule-${name}-${region}`,
      'x-cloudscheduler-scheduletime': id,
    },
  });
  if (response.ok) return;
  const error = new Error(`${name} answered ${response.status}.`);
  report({ name, id, attempt: 1, error, retried: false });
  throw error;
}
