import type { Alert } from './alertPolicy';
import { cloudMetrics } from './cloudMetrics';
import { ourMetrics } from './promql';

const MINUTES = 60;

/** Every alert of an installation. Ratios need a minimum number of calls, so that one failure at night wakes nobody. @param prefix of its functions */
export function alertsOf(prefix: string): readonly Alert[] {
  const { countOf, quantileOf, sumOf } = ourMetrics(prefix);
  const { callLatency, callsOf, failedRuns, oldestEvent } = cloudMetrics(prefix);
  const messages = (status: readonly string[]) =>
    sumOf('message', { over: '1h', by: ['channel'], where: { status } });
  return [
    {
      name: 'Users are judged late',
      severity: 'CRITICAL',
      meaning: 'A worker reached a user more than 30 minutes after their day had ended.',
      query: `${quantileOf(1, 'lapse_lag', { over: '30m' })} > 1800`,
    },
    {
      name: 'Maintenance does not run',
      severity: 'CRITICAL',
      meaning: 'Maintenance has not run for 45 minutes; it should run every 15.',
      query: `(${countOf('users_due', { over: '45m' })} or vector(0)) < 1`,
    },
    {
      name: 'Streaks differ from their ledgers',
      severity: 'CRITICAL',
      meaning: 'The audit found users whose stored streak differs from what their days give.',
      query: `${sumOf('streak_drift', { over: '1h', where: { field: ['any'] } })} > 0`,
    },
    {
      name: 'Work was given up',
      severity: 'ERROR',
      meaning:
        'There are new dead letters: work that failed permanently and waits for an operator.',
      query: `${sumOf('dead_letter', { over: '15m', by: ['operation', 'reason'] })} > 0`,
    },
    {
      name: 'A dependency keeps failing',
      severity: 'ERROR',
      meaning: 'Circuit breakers have kept opening for 10 minutes: a dependency does not recover.',
      query: `${sumOf('breaker_opened', { over: '10m', by: ['dependency'] })} > 0`,
      forSeconds: 10 * MINUTES,
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
      query: `${failedRuns('30m')} > 1`,
    },
    {
      name: 'Callables fail',
      severity: 'CRITICAL',
      meaning: 'More than 2 % of the calls of a callable ended with a status of 500 or above.',
      query: [
        `${callsOf('10m', ['5xx'])} / ${callsOf('10m')} > 0.02`,
        `and on (service_name) ${callsOf('10m', ['5xx'])} > 5`,
      ].join(' '),
    },
    {
      name: 'Callables are slow',
      severity: 'WARNING',
      meaning: 'For 10 minutes, 5 % of the calls of a callable took more than 2 seconds.',
      query: [
        `${callLatency(0.95, '10m')} > 2000`,
        `and on (service_name) ${callsOf('10m')} > 100`,
      ].join(' '),
      forSeconds: 10 * MINUTES,
    },
    {
      name: 'Events wait',
      severity: 'ERROR',
      meaning: 'The oldest event for a function has been waiting for more than 15 minutes.',
      query: `${oldestEvent()} > 900`,
      forSeconds: 5 * MINUTES,
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
      query: [
        `${quantileOf(0.9, 'slow_rpc', { over: '30m', by: ['method'] })} > 1000`,
        `and on (method) ${countOf('slow_rpc', { over: '30m', by: ['method'] })} > 20`,
      ].join(' '),
      forSeconds: 30 * MINUTES,
    },
    {
      name: 'Messages fail',
      severity: 'ERROR',
      meaning: 'More than 10 % of the messages on a channel failed within an hour.',
      query: [
        `${messages(['failed'])} / ${messages(['sent', 'failed', 'unconfirmed'])} > 0.1`,
        `and on (channel) ${messages(['failed'])} > 10`,
      ].join(' '),
    },
  ];
}
