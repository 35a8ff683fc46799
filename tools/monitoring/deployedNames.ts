import { type FunctionName, functions } from '../../functions/src/functions';
import type { Row } from '../../functions/src/edge/rows';

/**
 * Names of what is deployed for one installation of Firestreak, of which a project may have several. A `prefix`
 * is what the names of its functions begin with, with the hyphen: `kit-reading-` of an instance of a kit, that of
 * a codebase with a prefix, or nothing. Each pattern has the whole names, so that none of them takes what belongs
 * to another installation, not even `kit-reading-` what belongs to `kit-reading-club-`.
 */

/** What the names of its Cloud Run services begin with, and those of its metrics, alerts and dashboard. */
export function servicePrefix(prefix: string): string {
  return prefix.toLowerCase().replaceAll('_', '-');
}

/** Its name among alerts, such as `kit-reading`. */
export function installationOf(prefix: string): string {
  return servicePrefix(prefix).replace(/-$/, '');
}

/** What alerts and dashboards are called. */
export function titleOf(prefix: string): string {
  return `Firestreak ${installationOf(prefix)}`.trim();
}

/** Cloud Run services of all functions, as a pattern. */
export function services(prefix: string): string {
  return servicesOf(prefix, Object.keys(functions).sort());
}

/** Cloud Run services of the callables, as a pattern: all, or those that never stream. */
export function callableServices(prefix: string, which: 'all' | 'at once' = 'all'): string {
  const names = namesOf('callable').filter((name) => which === 'all' || !isStreaming(name));
  return servicesOf(prefix, names);
}

/** Cloud Run services of the callables that can stream, as a pattern. */
export function streamingServices(prefix: string): string {
  return servicesOf(prefix, namesOf('callable').filter(isStreaming));
}

function isStreaming(name: FunctionName): boolean {
  const row: Row = functions[name];
  return row.kind === 'callable' && row.access.streamLimit !== undefined;
}

/** Cloud Run services of pages, webhooks and tasks, as a pattern. */
export function unattendedServices(prefix: string): string {
  return servicesOf(prefix, namesOf('https', 'task'));
}

/** Queues of Cloud Tasks, as a pattern; they have the names of their functions. */
export function taskQueues(prefix: string): string {
  return `${prefix}(${namesOf('task').join('|')})`;
}

/** The schedules with their Cloud Run services. */
export function schedules(
  prefix: string,
): { readonly cron: string; readonly name: string; readonly service: string }[] {
  return Object.entries<Row>(functions).flatMap(([name, row]) =>
    row.kind === 'schedule'
      ? [{ name, cron: row.cron, service: servicePrefix(prefix) + name.toLowerCase() }]
      : [],
  );
}

/** Jobs of Cloud Scheduler, as a pattern: `firebase-schedule-{function}-{region}`. */
export function scheduleJobs(prefix: string): string {
  return `firebase-schedule-${prefix}(${namesOf('schedule').join('|')})-.+`;
}

/** `us-central1`, or `nam5` of Firestore. Nothing that follows it is taken for a part of it. */
const LOCATION = '[a-z]+(-[a-z]+)?[0-9]+';

/** Subscriptions by which functions get events: `eventarc-{location}-{service}-{digits}-sub-{digits}`. */
export function eventSubscriptions(prefix: string): string {
  return `eventarc-${LOCATION}-${servicesOf(prefix, namesOf('worker', 'document'))}-.+`;
}

function servicesOf(prefix: string, names: readonly string[]): string {
  return `${servicePrefix(prefix)}(${names.map((name) => name.toLowerCase()).join('|')})`;
}

/** Names of the functions of these kinds, sorted. */
function namesOf(...kinds: readonly Row['kind'][]): FunctionName[] {
  const names = Object.keys(functions) as FunctionName[];
  return names.filter((name) => kinds.includes(functions[name].kind)).sort();
}
