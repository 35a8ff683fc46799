import { callableServices, eventServices, scheduledFunctions } from './deployedNames';
import { growthOf, oneOf } from './promql';

/** PromQL for what Google Cloud itself measures of our functions. */

const run = 'monitored_resource="cloud_run_revision"';

/** Calls of the callables by service, of all or of some classes of HTTP status (`5xx`). */
export function callsOf(over: string, statusClasses: readonly string[] = []): string {
  const status = statusClasses.length > 0 ? [oneOf('response_code_class', statusClasses)] : [];
  const where = [run, oneOf('service_name', callableServices()), ...status];
  return growthOf('run_googleapis_com:request_count', over, ['service_name'], where);
}

/** A quantile of the time that callables took, in milliseconds, by service. */
export function callLatency(quantile: number, over: string): string {
  const where = [run, oneOf('service_name', callableServices())];
  const by = ['le', 'service_name'];
  const buckets = growthOf('run_googleapis_com:request_latencies_bucket', over, by, where);
  return `histogram_quantile(${quantile}, ${buckets})`;
}

/** Runs of our schedules that Cloud Scheduler found to have failed, by job. */
export function failedRuns(over: string): string {
  return growthOf(
    'logging_googleapis_com:log_entry_count',
    over,
    ['job_id'],
    [
      'monitored_resource="cloud_scheduler_job"',
      'severity="ERROR"',
      `job_id=~"firebase-schedule-(${scheduledFunctions().join('|')})-.+"`,
    ],
  );
}

/** How long the oldest event for a function has waited, in seconds, by subscription. */
export function oldestEvent(): string {
  return ofSubscriptions('oldest_unacked_message_age');
}

/** How many events wait for a function, by subscription. */
export function waitingEvents(): string {
  return ofSubscriptions('num_undelivered_messages');
}

function ofSubscriptions(gauge: string): string {
  const subscription = `subscription_id=~"eventarc-.+-(${eventServices().join('|')})-.+"`;
  const series = `pubsub_googleapis_com:subscription_${gauge}`;
  return `max by (subscription_id) (${series}{monitored_resource="pubsub_subscription", ${subscription}})`;
}
