import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MetricName, metrics } from '../../functions/src/platform/metric';
import { UsageError } from '../../local/suite/usageError';
import { alertPolicy, anchorOf } from './alertPolicy';
import { alertsOf } from './alerts';
import { dashboard } from './dashboard';
import { servicePrefix } from './deployedNames';
import { logMetric, logMetricName } from './logMetric';

/**
 * The JSON files that watch an installation, by their path. Each has its version in it, where Google Cloud keeps it:
 * in the description of a metric, among the labels of the others.
 *
 * @param prefix of its functions
 */
export function monitoringFiles(prefix: string): Map<string, string> {
  const names = Object.keys(metrics) as MetricName[];
  return new Map([
    ...names.map((name) => {
      const metric = logMetric(name, prefix);
      const description = `${metric.description} [${versionOf(metric)}]`;
      return file(`metrics/${logMetricName(name, prefix)}`, { ...metric, description });
    }),
    ...alertsOf(prefix).map((alert) => {
      const policy = alertPolicy(alert, prefix);
      const userLabels = { ...policy.userLabels, firestreak_version: versionOf(policy) };
      return file(`alerts/${anchorOf(alert)}`, { ...policy, userLabels });
    }),
    file(`dashboards/${dashboardId(prefix)}`, {
      ...dashboard(prefix),
      labels: { firestreak_version: versionOf(dashboard(prefix)) },
    }),
  ]);
}

/** The id of the dashboard of an installation. */
function dashboardId(prefix: string): string {
  return `${servicePrefix(prefix)}firestreak`;
}

const FOLDERS = ['metrics', 'alerts', 'dashboards'];

/**
 * Writes the files that watch an installation, and takes those away that an earlier version wrote.
 *
 * @param prefix of its functions
 * @throws UsageError when the folder has other files where they would be
 */
export function writeMonitoring({
  prefix,
  directory,
}: {
  readonly prefix: string;
  readonly directory: string;
}): void {
  const isOurs = existsSync(join(directory, `dashboards/${dashboardId(prefix)}.json`));
  if (!isOurs && FOLDERS.some((folder) => existsSync(join(directory, folder)))) {
    throw new UsageError(`${directory} has something else in it: name another folder.`);
  }
  for (const folder of FOLDERS) {
    rmSync(join(directory, folder), { recursive: true, force: true });
    mkdirSync(join(directory, folder), { recursive: true });
  }
  for (const [path, text] of monitoringFiles(prefix)) writeFileSync(join(directory, path), text);
}

/** The version in a file, as one of two groups: of a metric, or of an alert or a dashboard. */
export const VERSION = /\[([0-9a-f]{12})\]|firestreak_version": ?"([0-9a-f]{12})/g;

/** What tells one version of a file from the others. */
function versionOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}

function file(name: string, content: object): [string, string] {
  return [`${name}.json`, `${JSON.stringify(content, null, 2)}\n`];
}
