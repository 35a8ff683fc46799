import { topics } from '../../functions/src/contracts/messages';
import { monitoringFiles, VERSION } from '../monitoring/monitoringFiles';
import type { Deployment } from './deployments';
import type { Facts } from './facts';

/** The topic that a deployment publishes dead letters to, which no deployment makes. */
export function topicOfLetters({ codebase, isInstance, parameters }: Deployment): string {
  const id = isInstance ? codebase : (parameters['INSTANCE_ID'] ?? '');
  return `${id === '' ? '' : `kit-${id}-`}${topics.deadLetters}`;
}

/** The metrics, alerts and dashboards of a deployment that are missing or of another version, by their files. */
export function unwatched({ prefix }: Deployment, { watchedBy }: Facts): string[] {
  return [...monitoringFiles(prefix)].flatMap(([path, text]) =>
    [...text.matchAll(VERSION)].some(([, a, b]) => watchedBy.includes(a ?? b ?? '')) ? [] : [path],
  );
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
