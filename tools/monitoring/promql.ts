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

/** The sum of the values recorded. */
export function sumOf<Name extends MetricName>(name: Name, choice: Choice<Name>): string {
  return added(name, '_sum', choice.by ?? [], choice);
}

/** How many values were recorded. */
export function countOf<Name extends MetricName>(name: Name, choice: Choice<Name>): string {
  return added(name, '_count', choice.by ?? [], choice);
}

/** The mean of the values recorded. */
export function meanOf<Name extends MetricName>(name: Name, choice: Choice<Name>): string {
  return `${sumOf(name, choice)} / ${countOf(name, choice)}`;
}

/**
 * A quantile of the values recorded. Quantile 1 is the upper bound of the bucket that the greatest
 * value is in.
 */
export function quantileOf<Name extends MetricName>(
  quantile: number,
  name: Name,
  choice: Choice<Name>,
): string {
  const buckets = added(name, '_bucket', ['le', ...(choice.by ?? [])], choice);
  return `histogram_quantile(${quantile}, ${buckets})`;
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

function added<Name extends MetricName>(
  name: Name,
  suffix: '_sum' | '_count' | '_bucket',
  by: readonly string[],
  { over, where = {} }: Choice<Name>,
): string {
  const labels = Object.entries<readonly string[] | undefined>(where);
  return growthOf(`logging_googleapis_com:user_${logMetricName(name)}${suffix}`, over, by, [
    'monitored_resource="cloud_run_revision"',
    ...labels.map(([label, values = []]) => oneOf(label, values)),
  ]);
}
