import type { MetricName, metrics } from '../../functions/src/platform/metric';
import { logMetricName } from './logMetric';

type LabelOf<Name extends MetricName> = (typeof metrics)[Name]['labels'][number];

/** Which values of a metric are put together. */
interface Choice<Name extends MetricName> {
  /** A length of time in PromQL, such as `15m`. */
  readonly over: string;
  /** How long ago that time ended. Default: it ends now. */
  readonly offset?: string | undefined;
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
    { over, offset, where = {} }: Choice<Name>,
    more: readonly string[] = [],
  ): string {
    const labels = Object.entries<readonly string[] | undefined>(where);
    const selected = [
      'monitored_resource="cloud_run_revision"',
      ...labels.map(([label, values = []]) => oneOf(label, values)),
      ...more,
    ];
    return growthOf(seriesOf(logMetricName(name, prefix)) + suffix, { over, offset }, by, selected);
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

    /** How many of the values recorded were at most `bound`, which must be one between buckets. */
    bucketOf: <Name extends MetricName>(name: Name, bound: number, choice: Choice<Name>) =>
      added(name, '_bucket', choice.by ?? [], choice, [matching('le', `${bound}(\\\\.0)?`)]),

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

/**
 * What a counter or a distribution has grown by, its time series added up by some labels. PromQL extrapolates
 * to the ends of the time, so that one can come out as 1.07: compare with halves.
 */
export function growthOf(
  series: string,
  { over, offset }: Pick<Choice<never>, 'over' | 'offset'>,
  by: readonly string[],
  where: readonly string[],
): string {
  const grouping = by.length > 0 ? ` by (${by.join(', ')}) ` : '';
  const shifted = offset === undefined ? '' : ` offset ${offset}`;
  return `sum${grouping}(increase(${series}{${where.join(', ')}}[${over}]${shifted}))`;
}

/**
 * What holds in several times one after the other, the latest of which ends now. Trouble that has lasted
 * through all of them has lasted long; a short one reaches into two at most.
 *
 * @param holds the condition in the time that ended so long ago
 * @param minutes length of each
 */
export function inEach(
  times: number,
  minutes: number,
  on: string,
  holds: (over: string, offset: string | undefined) => string,
): string {
  const ended = Array.from({ length: times }, (_, index) => index * minutes);
  return ended
    .map((ago) => `(${holds(`${minutes}m`, ago === 0 ? undefined : `${ago}m`)})`)
    .join(` and on (${on}) `);
}
