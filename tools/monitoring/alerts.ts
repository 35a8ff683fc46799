import type { Alert } from './alertPolicy';
import { cloudMetrics } from './cloudMetrics';
import { schedules } from './deployedNames';
import { inEach, ourMetrics } from './promql';
import { burningTooFast, serviceLevels } from './serviceLevels';

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
      query: `${quantileOf(1, 'lapse_lag', { over: '20m' })} > 1800`,
    },
    {
      name: 'Maintenance does not run',
      severity: 'CRITICAL',
      query: `(${countOf('users_due', { over: '45m' })} or vector(0)) < 0.5`,
    },
    {
      name: 'A schedule does not run',
      severity: 'ERROR',
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
      query: `${sumOf('letters_open', { over: '20m', where: { kind: ['drift'] } })} > 0.5`,
    },
    {
      name: 'Work was given up',
      severity: 'ERROR',
      query: `${sumOf('letters_open', { over: '20m', where: { kind: ['work'] } })} > 0.5`,
    },
    {
      name: 'A dependency keeps failing',
      severity: 'ERROR',
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
      query: `${sumOf('credentials_refused', { over: '1h', by: ['provider'] })} > 1.5`,
    },
    {
      name: 'Retries do not help',
      severity: 'WARNING',
      query: [
        sumOf('retried_call', { over: '15m', by: ['dependency'], where: { outcome: ['failure'] } }),
        `/ ${sumOf('retried_call', { over: '15m', by: ['dependency'] })} > 0.5`,
        `and on (dependency) ${sumOf('retried_call', { over: '15m', by: ['dependency'] })} > 20`,
      ].join(' '),
    },
    {
      name: 'A schedule fails',
      severity: 'ERROR',
      query: `${cloud.failedRuns({ over: '30m' })} > 1.5`,
    },
    {
      name: 'Callables fail',
      severity: 'CRITICAL',
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
      query: `${cloud.oldestEvent()} > 900`,
      forSeconds: 5 * MINUTES,
    },
    {
      name: 'Tasks wait',
      severity: 'ERROR',
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
      query: `${cloud.quotaExceeded()} > 0.5`,
    },
    {
      name: 'Reads have multiplied',
      severity: 'WARNING',
      query: [
        `${cloud.documentsRead({ over: '1h' })} > 1000000`,
        `and ${cloud.documentsRead({ over: '1h' })} / ${cloud.documentsRead({ over: '1h', offset: '1d' })} > 5`,
      ].join(' '),
    },
    {
      name: 'Commits keep conflicting',
      severity: 'WARNING',
      query: [
        `${sumOf('commit_conflict', { over: '1h' })} / ${sumOf('users_judged', { over: '1h' })} > 0.1`,
        `and ${sumOf('commit_conflict', { over: '1h' })} > 50`,
      ].join(' '),
    },
    {
      name: 'Firestore reads are slow',
      severity: 'WARNING',
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
      query: [
        `${messages(['failed'])} / ${messages(['sent', 'failed', 'unconfirmed'])} > 0.1`,
        `and on (channel) ${messages(['failed'])} > 10.5`,
      ].join(' '),
    },
    ...serviceLevels(prefix).map((level) => ({
      name: `${level.name} is at risk`,
      severity: 'ERROR' as const,
      query: burningTooFast(level),
    })),
  ];
}
