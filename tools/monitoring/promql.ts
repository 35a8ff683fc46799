import type { MetricName, metrics } from '../../functions/src/platform/metric';
import { logMetricName } from './logMetric';

type LabelOf<Name extends MetricName> = (typeof metrics)[Name]['labels'][number];

/** Which values of a metric are put together. */
interface Choice<Name extends MetricName> {
  /** A length of time in PromQL, such as `15m`. */
  readonly over: string;
  /** Labels that keep time series apart. Default: none. */
  readonly by?: readonly LabelOf<Name>[];
  /** Values that labels must have: one of those given. */
  readonly where?: Partial<Record<LabelOf<Name>, readonly string[]>>;
}

/** PromQL for the metrics of an installation, by their rows in the table. */
export function ourMetrics(prefix: string) {
  function added<Name extends MetricName>(
    name: Name,
    suffix: '_sum' | '_count' | '_bucket',
    by: readonly string[],
    { over, where = {} }: Choice<Name>,
  ): string {
    const labels = Object.entries<readonly string[] | undefined>(where);
    return growthOf(seriesOf(logMetricName(name, prefix)) + suffix, over, by, [
      'monitored_resource="cloud_run_revision"',
      ...labels.map(([label, values = []]) => oneOf(label, values)),
    ]);
  }

  /** The sum of the values recorded. */
  const sumOf = <Name extends MetricName>(name: Name, choice: Choice<Name>) =>
    added(name, '_sum', choice.by ?? [], choice);

  /** How many values were recorded. */
  const countOf = <Name extends MetricName>(name: Name, choice: Choice<Name>) =>
    added(name, '_count', choice.by ?? [], choice);

  return {
    sumOf,
    countOf,

    /** The mean of the values recorded. */
    meanOf: <Name extends MetricName>(name: Name, choice: Choice<Name>) =>
      `${sumOf(name, choice)} / ${countOf(name, choice)}`,

    /**
     * A quantile of the values recorded. Quantile 1 is the upper bound of the bucket that the greatest
     * value is in.
     */
    quantileOf: <Name extends MetricName>(
      quantile: number,
      name: Name,
      choice: Choice<Name>,
    ): string => {
      const buckets = added(name, '_bucket', ['le', ...(choice.by ?? [])], choice);
      return `histogram_quantile(${quantile}, ${buckets})`;
    },
  };
}

/** What PromQL calls a metric of Cloud Logging: it knows neither hyphens nor slashes. */
function seriesOf(metric: string): string {
  return `logging_googleapis_com:user_${metric.replaceAll('-', '_')}`;
}

/** A label that must match a pattern as a whole, as PromQL writes it. */
export function matching(label: string, pattern: string): string {
  return `${label}=~"${pattern}"`;
}

/** A label that must have one of some values, as PromQL writes it. */
export function oneOf(label: string, values: readonly string[]): string {
  return values.length === 1 ? `${label}="${values.join('')}"` : `${label}=~"${values.join('|')}"`;
}

/** What a counter or a distribution has grown by, its time series added up by some labels. */
export function growthOf(
  series: string,
  over: string,
  by: readonly string[],
  where: readonly string[],
): string {
  const grouping = by.length > 0 ? ` by (${by.join(', ')}) ` : '';
  return `sum${grouping}(increase(${series}{${where.join(', ')}}[${over}]))`;
}
