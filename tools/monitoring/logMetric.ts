import { type MetricName, metrics } from '../../functions/src/platform/metric';
import { servicePrefix, services } from './deployedNames';

/** A metric of Cloud Logging, as `gcloud logging metrics create --config-from-file` takes it. */
export interface LogMetric {
  readonly name: string;
  readonly description: string;
  readonly filter: string;
  readonly metricDescriptor: {
    readonly metricKind: 'DELTA';
    readonly valueType: 'DISTRIBUTION';
    readonly unit: string;
    /** Absent without labels. */
    readonly labels?: readonly { readonly key: string; readonly valueType: 'STRING' }[];
  };
  readonly valueExtractor: string;
  readonly labelExtractors: Readonly<Record<string, string>>;
  readonly bucketOptions: { readonly explicitBuckets: { readonly bounds: readonly number[] } };
}

/**
 * Bounds between which values are told apart, by unit. What an alert compares with has to be one of
 * them, so that the comparison is exact.
 */
export const boundsOf: Readonly<Record<(typeof metrics)[MetricName]['unit'], readonly number[]>> = {
  '1': [0.5, 0.9, 0.95, 0.99, 1, 2, 5, 10, 20, 50, 100, 500, 1_000, 5_000, 10_000, 100_000],
  ms: [
    50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000,
    120_000, 240_000, 300_000,
  ],
  s: [
    10, 30, 60, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400, 172_800,
  ],
};

/** Its name in Cloud Logging, which others share: other installations, and what else the project has. */
export function logMetricName(name: MetricName, prefix: string): string {
  return `${servicePrefix(prefix)}firestreak_${name}`;
}

/**
 * The log-based metric of a row of the table. Always a distribution: a counter of Cloud Logging
 * counts entries and cannot add up the values in them; the `_sum` of a distribution does.
 *
 * @param prefix of the functions whose entries it takes
 */
export function logMetric(name: MetricName, prefix: string): LogMetric {
  const { unit, meaning, labels } = metrics[name];
  return {
    name: logMetricName(name, prefix),
    description: meaning,
    filter: [
      'resource.type="cloud_run_revision"',
      `resource.labels.service_name=~"^${services(prefix)}$"`,
      `jsonPayload.metrics.${name}:*`,
    ].join(' AND '),
    metricDescriptor: {
      metricKind: 'DELTA',
      valueType: 'DISTRIBUTION',
      unit,
      ...(labels.length > 0 && {
        labels: labels.map((key) => ({ key, valueType: 'STRING' as const })),
      }),
    },
    valueExtractor: `EXTRACT(jsonPayload.metrics.${name})`,
    labelExtractors: Object.fromEntries(
      labels.map((key) => [key, `EXTRACT(jsonPayload.labels.${key})`]),
    ),
    bucketOptions: { explicitBuckets: { bounds: boundsOf[unit] } },
  };
}
