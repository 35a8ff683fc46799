import { type MetricName, metrics } from '../../functions/src/platform/metric';
import { ourMetrics } from './promql';

/** The time between two points of a chart, which Monitoring puts in. */
const STEP = '${__interval}';

/** A line, or a row of bars, of a chart. */
interface Series {
  readonly query: string;
  /** What it is called, with labels in double braces. */
  readonly legend: string;
}

/** A chart of the dashboard. */
export interface Tile {
  readonly title: string;
  readonly unit: string;
  /** Bars for numbers of things, lines for what is compared over time. */
  readonly plotType: 'STACKED_BAR' | 'LINE';
  readonly series: readonly Series[];
}

/** The chart of a metric of ours: sums of counts, quantiles of times, means of shares. @param prefix of the functions */
export function metricTileOf(prefix: string): (name: MetricName) => Tile {
  const { meanOf, quantileOf, sumOf } = ourMetrics(prefix);
  return (name) => {
    const { kind, unit, meaning, labels } = metrics[name];
    const choice = { over: STEP, by: labels };
    const title = `${name}: ${meaning}`;
    const legend = labels.map((label) => `{{${label}}}`).join(' ');
    if (kind === 'count') {
      const query = sumOf<MetricName>(name, choice);
      return { title, unit, plotType: 'STACKED_BAR', series: [{ query, legend }] };
    }
    if (unit === '1') {
      const query = meanOf<MetricName>(name, choice);
      return { title, unit, plotType: 'LINE', series: [{ query, legend }] };
    }
    const series = [0.5, 0.95, 1].map((quantile) => ({
      query: quantileOf<MetricName>(quantile, name, choice),
      legend: `${nameOf(quantile)} ${legend}`.trim(),
    }));
    return { title, unit, plotType: 'LINE', series };
  };
}

function nameOf(quantile: number): string {
  return quantile === 1 ? 'most' : `p${quantile * 100}`;
}
