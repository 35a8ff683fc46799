import type { Alert } from './alertPolicy';
import { callLatency, callsOf, failedRuns, oldestEvent } from './cloudMetrics';
import { countOf, quantileOf, sumOf } from './promql';

const MINUTES = 60;

/** Every alert. Ratios come with a least number, so that one failure at night wakes nobody. */
export const alerts: readonly Alert[] = [
  {
    name: 'Users are judged late',
    severity: 'CRITICAL',
    meaning: 'A user had waited over 30 minutes since their day ended when a worker came to them.',
    query: `${quantileOf(1, 'lapse_lag', { over: '30m' })} > 1800`,
  },
  {
    name: 'Maintenance does not run',
    severity: 'CRITICAL',
    meaning: 'No run of maintenance in 45 minutes; there should be one every 15.',
    query: `(${countOf('users_due', { over: '45m' })} or vector(0)) < 1`,
  },
  {
    name: 'Streaks differ from their ledgers',
    severity: 'CRITICAL',
    meaning: 'The audit found users whose stored streak is not what their days say.',
    query: `${sumOf('streak_drift', { over: '1h', where: { field: ['any'] } })} > 0`,
  },
  {
    name: 'Work was given up',
    severity: 'ERROR',
    meaning: 'There are new dead letters: work that failed for good and waits for an operator.',
    query: `${sumOf('dead_letter', { over: '15m', by: ['operation', 'reason'] })} > 0`,
  },
  {
    name: 'A dependency keeps failing',
    severity: 'ERROR',
    meaning: 'Breakers have opened again and again for 10 minutes: a dependency does not recover.',
    query: `${sumOf('breaker_opened', { over: '10m', by: ['dependency'] })} > 0`,
    forSeconds: 10 * MINUTES,
  },
  {
    name: 'Retries do not help',
    severity: 'WARNING',
    meaning: 'Over half of the calls that were tried again failed all the same.',
    query: [
      sumOf('retried_call', { over: '15m', by: ['dependency'], where: { outcome: ['failure'] } }),
      `/ ${sumOf('retried_call', { over: '15m', by: ['dependency'] })} > 0.5`,
      `and on (dependency) ${sumOf('retried_call', { over: '15m', by: ['dependency'] })} > 20`,
    ].join(' '),
  },
  {
    name: 'A schedule fails',
    severity: 'ERROR',
    meaning: 'A scheduled function failed twice in half an hour, so a retry failed too.',
    query: `${failedRuns('30m')} > 1`,
  },
  {
    name: 'Callables fail',
    severity: 'CRITICAL',
    meaning: 'Over 2 % of the calls of a callable ended with a status of 500 or above.',
    query: [
      `${callsOf('10m', ['5xx'])} / ${callsOf('10m')} > 0.02`,
      `and on (service_name) ${callsOf('10m', ['5xx'])} > 5`,
    ].join(' '),
  },
  {
    name: 'Callables are slow',
    severity: 'WARNING',
    meaning: 'Of the calls of a callable, 5 % took over 2 seconds for 10 minutes.',
    query: [
      `${callLatency(0.95, '10m')} > 2000`,
      `and on (service_name) ${callsOf('10m')} > 100`,
    ].join(' '),
    forSeconds: 10 * MINUTES,
  },
  {
    name: 'Events wait',
    severity: 'ERROR',
    meaning: 'The oldest event for a function has waited over 15 minutes.',
    query: `${oldestEvent()} > 900`,
    forSeconds: 5 * MINUTES,
  },
  {
    name: 'Commits keep conflicting',
    severity: 'WARNING',
    meaning: 'Over 10 conflicts for each 100 users that maintenance judged in an hour.',
    query: [
      `${sumOf('commit_conflict', { over: '1h' })} / ${sumOf('users_judged', { over: '1h' })} > 0.1`,
      `and ${sumOf('commit_conflict', { over: '1h' })} > 50`,
    ].join(' '),
  },
  {
    name: 'Firestore reads are slow',
    severity: 'WARNING',
    meaning: 'Of the reads that took over 100 ms, 10 % took over a second for half an hour.',
    query: [
      `${quantileOf(0.9, 'slow_rpc', { over: '30m', by: ['method'] })} > 1000`,
      `and on (method) ${countOf('slow_rpc', { over: '30m', by: ['method'] })} > 20`,
    ].join(' '),
    forSeconds: 30 * MINUTES,
  },
  {
    name: 'Messages fail',
    severity: 'ERROR',
    meaning: 'Over 10 % of the messages of a channel failed in an hour.',
    query: [
      `${messages(['failed'])} / ${messages(['sent', 'failed', 'unconfirmed'])} > 0.1`,
      `and on (channel) ${messages(['failed'])} > 10`,
    ].join(' '),
  },
];

function messages(status: readonly string[]): string {
  return sumOf('message', { over: '1h', by: ['channel'], where: { status } });
}
