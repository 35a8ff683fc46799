import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MetricName, metrics } from '../../functions/src/platform/metric';
import { UsageError } from '../../local/suite/usageError';
import { alertPolicy, anchorOf } from './alertPolicy';
import { alertsOf } from './alerts';
import { dashboard } from './dashboard';
import { servicePrefix } from './deployedNames';
import { logMetric, logMetricName } from './logMetric';

/** The JSON files that watch an installation, by their path. @param prefix of its functions */
export function monitoringFiles(prefix: string): Map<string, string> {
  const names = Object.keys(metrics) as MetricName[];
  return new Map([
    ...names.map((name) => file(`metrics/${logMetricName(name, prefix)}`, logMetric(name, prefix))),
    ...alertsOf(prefix).map((alert) =>
      file(`alerts/${anchorOf(alert)}`, alertPolicy(alert, prefix)),
    ),
    file(`dashboards/${dashboardId(prefix)}`, dashboard(prefix)),
  ]);
}

/** The id of the dashboard of an installation. */
export function dashboardId(prefix: string): string {
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

function file(name: string, content: object): [string, string] {
  return [`${name}.json`, `${JSON.stringify(content, null, 2)}\n`];
}
