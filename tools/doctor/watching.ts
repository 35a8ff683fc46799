import { topics } from '../../functions/src/contracts/messages';
import { servicePrefix } from '../monitoring/deployedNames';
import { dashboardId } from '../monitoring/monitoringFiles';
import type { Deployment } from './deployments';
import type { Facts } from './facts';

/** The topic that a deployment publishes dead letters to, which no deployment makes. */
export function topicOfLetters({ codebase, isInstance, parameters }: Deployment): string {
  const id = isInstance ? codebase : (parameters['INSTANCE_ID'] ?? '');
  return `${id === '' ? '' : `kit-${id}-`}${topics.deadLetters}`;
}

/**
 * Whether a deployment has its monitoring. It is applied as a whole, the dashboard last.
 *
 * @param logMetrics as they are called where nothing stands before the names of functions
 */
export function hasMonitoring(
  { prefix }: Deployment,
  facts: Facts,
  logMetrics: readonly string[],
): boolean {
  const { logMetrics: metrics = [], dashboards = [] } = facts;
  const names = logMetrics.map((name) => servicePrefix(prefix) + name);
  return names.every((name) => metrics.includes(name)) && dashboards.includes(dashboardId(prefix));
}

/** The commands that give a deployment its monitoring. */
export function monitoringOf(
  { codebase, isInstance, prefix }: Deployment,
  project: string,
): string {
  const apply = `PROJECT=${project} CHANNELS=… monitoring/apply.sh`;
  if (prefix === '') return apply;
  const option = isInstance ? `--instance ${codebase}` : `--prefix ${prefix.slice(0, -1)}`;
  return `npm run tool -- monitoring ${option} --out DIR; ${apply} DIR`;
}
