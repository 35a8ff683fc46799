import { cloudMetrics } from './cloudMetrics';
import { ourMetrics } from './promql';

/** What users can rely on, over 28 days. */
export interface ServiceLevel {
  readonly name: string;
  /** The share that is to be good. */
  readonly objective: number;
  /** What is good, in words. */
  readonly good: string;
  /** PromQL for the share that was not good in a time such as `28d`; no answer where there was nothing. */
  readonly badShare: (over: string) => string;
  /** PromQL that holds where enough happened in an hour for a share to mean something. */
  readonly isBusy: string;
}

/** Days over which an objective holds. */
export const PERIOD = '28d';

/** The service levels of an installation. @param prefix of its functions */
export function serviceLevels(prefix: string): readonly ServiceLevel[] {
  const cloud = cloudMetrics(prefix);
  const { bucketOf, countOf, sumOf } = ourMetrics(prefix);
  const calls = (over: string, status: readonly string[] = []) =>
    `sum(${cloud.callsOf({ over }, status)})`;
  const messages = (over: string, status: readonly string[]) =>
    sumOf('message', { over, where: { status } });
  return [
    {
      name: 'Availability',
      objective: 0.999,
      good: 'calls of callables that were answered, be it with a refusal',
      badShare: (over) => `${calls(over, ['5xx'])} / ${calls(over)}`,
      isBusy: `${calls('1h', ['5xx'])} > 10.5`,
    },
    {
      name: 'Latency',
      objective: 0.95,
      good: 'times of 5 minutes in which 95 % of the calls took less than a second',
      badShare: (over) =>
        `1 - avg_over_time((${cloud.latencyOfAll(0.95, { over: '5m' })} < bool 1000)[${over}:5m])`,
      isBusy: `${calls('1h')} > 200`,
    },
    {
      name: 'Freshness',
      objective: 0.99,
      good: 'rounds of a worker in which nobody was judged more than 30 minutes after their day had ended',
      badShare: (over) =>
        `1 - ${bucketOf('lapse_lag', 1_800, { over })} / ${countOf('lapse_lag', { over })}`,
      isBusy: `${countOf('lapse_lag', { over: '1h' })} > 2.5`,
    },
    {
      name: 'Delivery',
      objective: 0.97,
      good: 'messages that were sent which the provider took',
      badShare: (over) =>
        `${messages(over, ['failed'])} / ${messages(over, ['sent', 'failed', 'unconfirmed'])}`,
      isBusy: `${messages('1h', ['failed'])} > 10.5`,
    },
  ];
}

/**
 * How fast an error budget may be used up before somebody is told, as a multiple of what uses it up in 28 days, and
 * over which two times: 2 % of the budget in an hour, or 5 % in six hours
 * (https://sre.google/workbook/alerting-on-slos/). The shorter time says whether it goes on; maintenance runs in it.
 */
const BURN_RATES = [
  { rate: 0.02 * 28 * 24, over: '1h', stillOver: '20m' },
  { rate: (0.05 * 28 * 24) / 6, over: '6h', stillOver: '1h' },
] as const;

/** PromQL that has an answer while the error budget of a service level is used up too fast. */
export function burningTooFast({ objective, badShare, isBusy }: ServiceLevel): string {
  const rates = BURN_RATES.map(({ rate, over, stillOver }) => {
    const most = Number((rate * (1 - objective)).toFixed(4));
    return `(${badShare(over)} > ${most} and ${badShare(stillOver)} > ${most})`;
  });
  return `(${rates.join(' or ')}) and ${isBusy}`;
}
