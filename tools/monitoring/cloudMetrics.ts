import { callableServices, eventSubscriptions, scheduleJobs } from './deployedNames';
import { growthOf, matching, oneOf } from './promql';

const run = 'monitored_resource="cloud_run_revision"';

/** PromQL for what Google Cloud itself measures of the functions of an installation. */
export function cloudMetrics(prefix: string) {
  const ofCallables = [run, matching('service_name', callableServices(prefix))];
  const ofSubscriptions = [
    'monitored_resource="pubsub_subscription"',
    matching('subscription_id', eventSubscriptions(prefix)),
  ].join(', ');
  const waiting = (gauge: string) =>
    `max by (subscription_id) (pubsub_googleapis_com:subscription_${gauge}{${ofSubscriptions}})`;

  return {
    /** Calls of the callables by service, of all or of some classes of HTTP status (`5xx`). */
    callsOf: (over: string, statusClasses: readonly string[] = []): string => {
      const status = statusClasses.length > 0 ? [oneOf('response_code_class', statusClasses)] : [];
      const where = [...ofCallables, ...status];
      return growthOf('run_googleapis_com:request_count', over, ['service_name'], where);
    },

    /** A quantile of the time that callables took, in milliseconds, by service. */
    callLatency: (quantile: number, over: string): string => {
      const by = ['le', 'service_name'];
      const series = 'run_googleapis_com:request_latencies_bucket';
      return `histogram_quantile(${quantile}, ${growthOf(series, over, by, ofCallables)})`;
    },

    /** Runs of our schedules that Cloud Scheduler found to have failed, by job. */
    failedRuns: (over: string): string =>
      growthOf(
        'logging_googleapis_com:log_entry_count',
        over,
        ['job_id'],
        [
          'monitored_resource="cloud_scheduler_job"',
          'severity="ERROR"',
          matching('job_id', scheduleJobs(prefix)),
        ],
      ),

    /** How long the oldest event for a function has waited, in seconds, by subscription. */
    oldestEvent: () => waiting('oldest_unacked_message_age'),

    /** How many events wait for a function, by subscription. */
    waitingEvents: () => waiting('num_undelivered_messages'),
  };
}
