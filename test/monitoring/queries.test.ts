import type * as promql from '@prometheus-io/lezer-promql' with { 'resolution-mode': 'import' };
import type { JSONValue } from 'proto3-json-serializer';
import { metrics } from '../../functions/src/platform/metric';
import { alertsOf } from '../../tools/monitoring/alerts';
import { boundsOf, logMetricName } from '../../tools/monitoring/logMetric';
import { monitoringFiles } from '../../tools/monitoring/monitoringFiles';
import { shippedFiles, shippedJson } from './shippedFiles';

// Its types are those of an ES module, its code can be required.
const { parser } = jest.requireActual<typeof promql>('@prometheus-io/lezer-promql');

/** Metrics of Google Cloud, as in https://cloud.google.com/monitoring/api/metrics_gcp. */
const ofGoogleCloud = [
  'cloudtasks_googleapis_com:queue_task_attempt_delays_bucket',
  'firestore_googleapis_com:document_read_count',
  'logging_googleapis_com:log_entry_count',
  'pubsub_googleapis_com:subscription_num_undelivered_messages',
  'pubsub_googleapis_com:subscription_oldest_unacked_message_age',
  'run_googleapis_com:request_count',
  'run_googleapis_com:request_latencies_bucket',
  'serviceruntime_googleapis_com:quota_exceeded',
];

const ours = Object.keys(metrics).map((name) => logMetricName(name as keyof typeof metrics, ''));
const prefix = 'logging_googleapis_com:user_';
const oursInPromql = ours.flatMap((name) =>
  ['_sum', '_count', '_bucket'].map((suffix) => `${prefix}${name}${suffix}`),
);

/** Every PromQL text in a JSON, as Monitoring evaluates it. */
function queriesIn(json: JSONValue): string[] {
  if (Array.isArray(json)) return json.flatMap(queriesIn);
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) =>
    typeof value === 'string' && ['query', 'prometheusQuery'].includes(key)
      ? [value.replaceAll('${__interval}', '5m')]
      : queriesIn(value),
  );
}

/** Texts of the nodes of a kind in a query; of `⚠` where it is not PromQL. */
function nodesOf(query: string, kind: string): string[] {
  const found: string[] = [];
  parser.parse(query).iterate({
    enter: ({ name, from, to }) => {
      if (name === kind) found.push(query.slice(from, to));
    },
  });
  return found;
}

const queries = ['alerts/', 'dashboards/']
  .flatMap((under) => shippedJson(under))
  .flatMap(([path, json]) => queriesIn(json).map((query) => [path, query] as const));

test('the files are what `npm run tool -- monitoring` makes of the table of metrics', () => {
  expect(Object.fromEntries(shippedFiles())).toEqual(Object.fromEntries(monitoringFiles('')));
});

test.each(queries)('%s: is PromQL', (_, query) => {
  expect(nodesOf(query, '⚠')).toEqual([]);
  expect(nodesOf(query, 'VectorSelector').length).toBeGreaterThan(0);
});

test('what is not PromQL is noticed', () => {
  expect(nodesOf('sum by (le (increase(a[5m]))', '⚠')).not.toEqual([]);
  expect(nodesOf('sum(a) >', '⚠')).not.toEqual([]);
});

test.each(queries)('%s: each metric it asks for exists', (_, query) => {
  const metricsAskedFor = nodesOf(query, 'VectorSelector').flatMap((selector) =>
    nodesOf(selector, 'Identifier'),
  );
  const known = [...oursInPromql, ...ofGoogleCloud];
  expect(metricsAskedFor.filter((name) => !known.includes(name))).toEqual([]);
});

test.each(queries)('%s: each selection names its kind of resource', (_, query) => {
  for (const selector of nodesOf(query, 'VectorSelector')) {
    expect(selector).toContain('monitored_resource=');
  }
});

test.each(Object.keys(metrics))('%s is on the dashboard', (name) => {
  const onDashboard = queries.filter(([path]) => path.startsWith('dashboards/'));
  const asked = onDashboard.flatMap(([, query]) => nodesOf(query, 'Identifier'));
  const metric = `${prefix}${logMetricName(name as keyof typeof metrics, '')}_`;
  expect(asked.some((identifier) => identifier.startsWith(metric))).toBe(true);
});

test('the lag is compared with a bound between buckets, so exactly', () => {
  const lag = alertsOf('').find(({ name }) => name === 'Users are judged late');
  expect(boundsOf.s).toContain(Number(lag?.query.split(' > ')[1]));
});

test.each(Object.entries(boundsOf))('bounds of %s rise', (_, bounds) => {
  expect(bounds).toEqual([...new Set(bounds)].sort((a, b) => a - b));
});
