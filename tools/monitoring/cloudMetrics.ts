import {
  callableServices,
  eventSubscriptions,
  scheduleJobs,
  streamingServices,
  taskQueues,
  unattendedServices,
} from './deployedNames';
import { growthOf, matching, oneOf } from './promql';

const run = 'monitored_resource="cloud_run_revision"';

/** A time in PromQL: so long, and ended so long ago. */
interface Time {
  readonly over: string;
  readonly offset?: string | undefined;
}

/** PromQL for what Google Cloud itself measures of the functions of an installation. */
export function cloudMetrics(prefix: string) {
  const named = (pattern: string) => [run, matching('service_name', pattern)];
  const ofCallables = named(callableServices(prefix));
  const answering = named(callableServices(prefix, 'at once'));
  const ofSubscriptions = [
    'monitored_resource="pubsub_subscription"',
    matching('subscription_id', eventSubscriptions(prefix)),
  ].join(', ');
  const waiting = (gauge: string) =>
    `max by (subscription_id) (pubsub_googleapis_com:subscription_${gauge}{${ofSubscriptions}})`;
  const requests = (time: Time, where: readonly string[], statusClasses: readonly string[]) => {
    const status = statusClasses.length > 0 ? [oneOf('response_code_class', statusClasses)] : [];
    const all = [...where, ...status];
    return growthOf('run_googleapis_com:request_count', time, ['service_name'], all);
  };

  return {
    /** Calls of the callables by service, of all or of some classes of HTTP status (`5xx`). */
    callsOf: (time: Time, statusClasses: readonly string[] = []): string =>
      requests(time, ofCallables, statusClasses),

    /** The same of those that answer at once: a stream lasts as long as somebody watches. */
    answersOf: (time: Time): string => requests(time, answering, []),

    /** A quantile of the time that those took, in milliseconds, by service. */
    callLatency: (quantile: number, time: Time): string => {
      const by = ['le', 'service_name'];
      const series = 'run_googleapis_com:request_latencies_bucket';
      return `histogram_quantile(${quantile}, ${growthOf(series, time, by, answering)})`;
    },

    /** A quantile of the time that all of those took together, in milliseconds. */
    latencyOfAll: (quantile: number, time: Time): string => {
      const series = 'run_googleapis_com:request_latencies_bucket';
      return `histogram_quantile(${quantile}, ${growthOf(series, time, ['le'], answering)})`;
    },

    /** Requests to pages, webhooks and tasks, by service. */
    requestsOf: (time: Time, statusClasses: readonly string[] = []): string =>
      requests(time, named(unattendedServices(prefix)), statusClasses),

    /** Errors logged while streaming, by service: the status of a stream is 200 once it has begun. */
    streamErrors: (time: Time): string =>
      growthOf(
        'logging_googleapis_com:log_entry_count',
        time,
        ['service_name'],
        [...named(streamingServices(prefix)), 'severity="ERROR"'],
      ),

    /** Runs of a schedule that succeeded. @param service as Cloud Run names it */
    successfulRuns: (service: string, time: Time): string =>
      growthOf(
        'run_googleapis_com:request_count',
        time,
        [],
        [run, `service_name="${service}"`, 'response_code_class="2xx"'],
      ),

    /** Runs of our schedules that Cloud Scheduler found to have failed, by job. */
    failedRuns: (time: Time): string =>
      growthOf(
        'logging_googleapis_com:log_entry_count',
        time,
        ['job_id'],
        [
          'monitored_resource="cloud_scheduler_job"',
          'severity="ERROR"',
          matching('job_id', scheduleJobs(prefix)),
        ],
      ),

    /** A quantile of how much later than due tasks were tried, in milliseconds, by queue. */
    taskDelay: (quantile: number, time: Time): string => {
      const where = [
        'monitored_resource="cloud_tasks_queue"',
        matching('queue_id', taskQueues(prefix)),
      ];
      const series = 'cloudtasks_googleapis_com:queue_task_attempt_delays_bucket';
      return `histogram_quantile(${quantile}, ${growthOf(series, time, ['le', 'queue_id'], where)})`;
    },

    /** Whether the project has used up a quota, by service and quota. */
    quotaExceeded: () =>
      'max by (service, quota_metric) (serviceruntime_googleapis_com:quota_exceeded{monitored_resource="consumer_quota"})',

    /** Documents read in the project, in all its databases. */
    documentsRead: (time: Time): string =>
      growthOf(
        'firestore_googleapis_com:document_read_count',
        time,
        [],
        ['monitored_resource="firestore_instance"'],
      ),

    /** How long the oldest event for a function has waited, in seconds, by subscription. */
    oldestEvent: () => waiting('oldest_unacked_message_age'),

    /** How many events wait for a function, by subscription. */
    waitingEvents: () => waiting('num_undelivered_messages'),
  };
}
