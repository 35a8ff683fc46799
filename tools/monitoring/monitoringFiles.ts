import { type MetricName, metrics } from '../../functions/src/platform/metric';
import { alertPolicy, anchorOf } from './alertPolicy';
import { alerts } from './alerts';
import { dashboard } from './dashboard';
import { logMetric, logMetricName } from './logMetric';

/** The JSON files of monitoring/, by their path in it. */
export function monitoringFiles(): Map<string, string> {
  const names = Object.keys(metrics) as MetricName[];
  return new Map([
    ...names.map((name) => file(`metrics/${logMetricName(name)}`, logMetric(name))),
    ...alerts.map((alert) => file(`alerts/${anchorOf(alert)}`, alertPolicy(alert))),
    file('dashboard', dashboard()),
  ]);
}

function file(name: string, content: object): [string, string] {
  return [`${name}.json`, `${JSON.stringify(content, null, 2)}\n`];
}
