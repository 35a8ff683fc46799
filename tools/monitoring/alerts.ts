import type { Alert } from './alertPolicy';
import { cloudMetrics } from './cloudMetrics';
import { schedules } from './deployedNames';
import { inEach, ourMetrics } from './promql';

const MINUTES = 60;

/**
 * How long a schedule may be silent, in PromQL: its interval, and half an hour and half of it again.
 *
 * @param cron whose day of the week or hour is `*` where it runs on each
 */
function silenceOf(cron: string): string {
  const [minutes = '', hours, , , weekday] = cron.split(' ');
  if (weekday !== '*') return '8d';
  if (hours !== '*') return '30h';
  return /[,/]/.test(minutes) ? '45m' : '150m';
}

/** A schedule that has run within a month has been deployed. */
const KNOWN = '30d';

/** Every alert of an installation. Ratios need a minimum number of calls, so that one failure at night wakes nobody. @param prefix of its functions */
export function alertsOf(prefix: string): readonly Alert[] {
  const { countOf, quantileOf, sumOf } = ourMetrics(prefix);
  const cloud = cloudMetrics(prefix);
  const messages = (status: readonly string[]) =>
    sumOf('message', { over: '1h', by: ['channel'], where: { status } });
  const retried = (outcome: 'success' | 'failure') => (over: string, offset?: string) =>
    `${sumOf('retried_call', { over, offset, by: ['dependency'], where: { outcome: [outcome] } })} > 0.5`;
  const others = schedules(prefix).filter(({ name }) => name !== 'scheduleMaintenance');
  return [
    {
      name: 'Users are judged late',
      severity: 'CRITICAL',
      meaning: 'A worker judged a user more than 30 minutes after their day had ended.',
      query: `${quantileOf(1, 'lapse_lag', { over: '20m' })} > 1800`,
    },
    {
      name: 'Maintenance does not run',
      severity: 'CRITICAL',
      meaning: 'Maintenance has not run for 45 minutes; it should run every 15.',
      query: `(${countOf('users_due', { over: '45m' })} or vector(0)) < 0.5`,
    },
    {
      name: 'A schedule does not run',
      severity: 'ERROR',
      meaning:
        'A scheduled function that ran within the last 30 days has not succeeded for longer than it should take.',
      query: others
        .map(({ name, cron, service }) => {
          const succeeded = (over: string) => cloud.successfulRuns(service, { over });
          const isSilent = `(${succeeded(silenceOf(cron))} or vector(0)) < 0.5`;
          const query = `${isSilent} and ${succeeded(KNOWN)} > 0.5`;
          return `label_replace(${query}, "schedule", "${name}", "", "")`;
        })
        .join(' or '),
    },
    {
      name: 'Streaks differ from their ledgers',
      severity: 'CRITICAL',
      meaning:
        'The audit found users whose stored streak differs from what their days give, and they have not been repaired.',
      query: `${sumOf('letters_open', { over: '20m', where: { kind: ['drift'] } })} > 0.5`,
    },
    {
      name: 'Work was given up',
      severity: 'ERROR',
      meaning:
        'There are open dead letters: work that failed permanently and waits for an operator.',
      query: `${sumOf('letters_open', { over: '20m', where: { kind: ['work'] } })} > 0.5`,
    },
    {
      name: 'A dependency keeps failing',
      severity: 'ERROR',
      meaning:
        'Circuit breakers have kept opening for 10 minutes, or for an hour no call that needed a retry has succeeded: a dependency does not recover.',
      query: [
        inEach(
          3,
          4,
          'dependency',
          (over, offset) =>
            `${sumOf('breaker_opened', { over, offset, by: ['dependency'] })} > 0.5`,
        ),
        `or (${inEach(3, 20, 'dependency', retried('failure'))}`,
        `unless on (dependency) ${retried('success')('1h')})`,
      ].join(' '),
    },
    {
      name: 'Credentials are refused',
      severity: 'ERROR',
      meaning:
        'A provider refuses the credentials of this project: an expired key, a suspended account, a missing permission. Messages wait and are lost after some hours.',
      query: `${sumOf('credentials_refused', { over: '1h', by: ['provider'] })} > 1.5`,
    },
    {
      name: 'Retries do not help',
      severity: 'WARNING',
      meaning: 'More than half of the calls that were retried failed in the end.',
      query: [
        sumOf('retried_call', { over: '15m', by: ['dependency'], where: { outcome: ['failure'] } }),
        `/ ${sumOf('retried_call', { over: '15m', by: ['dependency'] })} > 0.5`,
        `and on (dependency) ${sumOf('retried_call', { over: '15m', by: ['dependency'] })} > 20`,
      ].join(' '),
    },
    {
      name: 'A schedule fails',
      severity: 'ERROR',
      meaning: 'A scheduled function failed twice within half an hour, so a retry failed as well.',
      query: `${cloud.failedRuns({ over: '30m' })} > 1.5`,
    },
    {
      name: 'Callables fail',
      severity: 'CRITICAL',
      meaning:
        'More than 2 % of the calls of a callable ended with a status of 500 or above, more than half of its few calls did, or its streams ended with errors.',
      query: [
        `(${cloud.callsOf({ over: '10m' }, ['5xx'])} / ${cloud.callsOf({ over: '10m' })} > 0.02`,
        `and on (service_name) ${cloud.callsOf({ over: '10m' }, ['5xx'])} > 5.5)`,
        `or (${cloud.callsOf({ over: '3h' }, ['5xx'])} / ${cloud.callsOf({ over: '3h' })} > 0.5`,
        `and on (service_name) ${cloud.callsOf({ over: '3h' }, ['5xx'])} > 2.5)`,
        `or ${cloud.streamErrors({ over: '10m' })} > 5.5`,
      ].join(' '),
    },
    {
      name: 'Pages and tasks fail',
      severity: 'ERROR',
      meaning:
        'More than a fifth of the requests to a page, a webhook or a task ended with a status of 500 or above in half an hour, or more than half of the few in three hours.',
      query: [
        `(${cloud.requestsOf({ over: '30m' }, ['5xx'])} / ${cloud.requestsOf({ over: '30m' })} > 0.2`,
        `and on (service_name) ${cloud.requestsOf({ over: '30m' }, ['5xx'])} > 10.5)`,
        `or (${cloud.requestsOf({ over: '3h' }, ['5xx'])} / ${cloud.requestsOf({ over: '3h' })} > 0.5`,
        `and on (service_name) ${cloud.requestsOf({ over: '3h' }, ['5xx'])} > 2.5)`,
      ].join(' '),
    },
    {
      name: 'Callables are slow',
      severity: 'WARNING',
      meaning: 'For 15 minutes, 5 % of the calls of a callable took more than 2 seconds.',
      query: inEach(3, 5, 'service_name', (over, offset) =>
        [
          `${cloud.callLatency(0.95, { over, offset })} > 2000`,
          `and on (service_name) ${cloud.answersOf({ over, offset })} > 50`,
        ].join(' '),
      ),
    },
    {
      name: 'Events wait',
      severity: 'ERROR',
      meaning: 'The oldest event for a function has been waiting for more than 15 minutes.',
      query: `${cloud.oldestEvent()} > 900`,
      forSeconds: 5 * MINUTES,
    },
    {
      name: 'Tasks wait',
      severity: 'ERROR',
      meaning: 'For half an hour, tasks were tried more than 15 minutes after they were due.',
      query: inEach(
        3,
        10,
        'queue_id',
        (over, offset) => `${cloud.taskDelay(0.95, { over, offset })} > 900000`,
      ),
    },
    {
      name: 'A quota is used up',
      severity: 'ERROR',
      meaning: 'Google Cloud refuses calls of the project because a quota is used up.',
      query: `${cloud.quotaExceeded()} > 0.5`,
    },
    {
      name: 'Reads have multiplied',
      severity: 'WARNING',
      meaning:
        'In the last hour, the project read five times as many documents as in the same hour of yesterday, and more than a million.',
      query: [
        `${cloud.documentsRead({ over: '1h' })} > 1000000`,
        `and ${cloud.documentsRead({ over: '1h' })} / ${cloud.documentsRead({ over: '1h', offset: '1d' })} > 5`,
      ].join(' '),
    },
    {
      name: 'Commits keep conflicting',
      severity: 'WARNING',
      meaning: 'More than 10 conflicts for every 100 users that maintenance judged in an hour.',
      query: [
        `${sumOf('commit_conflict', { over: '1h' })} / ${sumOf('users_judged', { over: '1h' })} > 0.1`,
        `and ${sumOf('commit_conflict', { over: '1h' })} > 50`,
      ].join(' '),
    },
    {
      name: 'Firestore reads are slow',
      severity: 'WARNING',
      meaning: 'For half an hour, 10 % of the reads that took over 100 ms took over a second.',
      query: inEach(3, 10, 'method', (over, offset) =>
        [
          `${quantileOf(0.9, 'slow_rpc', { over, offset, by: ['method'] })} > 1000`,
          `and on (method) ${countOf('slow_rpc', { over, offset, by: ['method'] })} > 10.5`,
        ].join(' '),
      ),
    },
    {
      name: 'Messages fail',
      severity: 'ERROR',
      meaning: 'More than 10 % of the messages on a channel failed within an hour.',
      query: [
        `${messages(['failed'])} / ${messages(['sent', 'failed', 'unconfirmed'])} > 0.1`,
        `and on (channel) ${messages(['failed'])} > 10.5`,
      ].join(' '),
    },
  ];
}
