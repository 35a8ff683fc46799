import { VERSION } from '../monitoring/monitoringFiles';
import type { Gcloud, ListReleases } from './gcloud';

/** What is known of a project. What gcloud does not tell is undefined. */
export interface Facts {
  readonly projectId: string;
  readonly account: string | undefined;
  readonly projectState: string | undefined;
  readonly isBilled: boolean | undefined;
  /** Names of the enabled services, such as `run.googleapis.com`. */
  readonly services: readonly string[] | undefined;
  /** Databases by id. */
  readonly databases: Readonly<Record<string, Database>> | undefined;
  readonly secrets: readonly string[] | undefined;
  readonly functions: readonly DeployedFunction[] | undefined;
  /** Ids of the topics of Pub/Sub. */
  readonly topics: readonly string[] | undefined;
  /** Versions of the metrics, alerts and dashboards of ours that were applied. */
  readonly watchedBy: readonly string[];
  /** Accounts that the Firebase CLI has made for functions, and whether each may act as itself. */
  readonly actsAsItself: Readonly<Record<string, boolean>>;
}

/** A Firestore database. */
export interface Database {
  readonly type: string | undefined;
  readonly location: string | undefined;
  /** How many composite indexes it has; undefined where that is not known. */
  readonly indexes: number | undefined;
  /** Whether rules have been released to it; undefined where that is not known. */
  readonly hasRules: boolean | undefined;
  /** Whether any minute of the last seven days can be read again. */
  readonly hasRecovery: boolean;
  /** How many schedules make backups of it. */
  readonly backups: number;
}

export interface DeployedFunction {
  readonly name: string;
  readonly region: string;
  readonly state: string | undefined;
  readonly account: string | undefined;
}

/**
 * Looks a project up.
 *
 * @param databases ids of those whose indexes and rules matter
 */
export async function factsOf(
  projectId: string,
  databases: readonly string[],
  gcloud: Gcloud,
  listReleases: ListReleases,
): Promise<Facts> {
  const project = `--project=${projectId}`;
  const [
    accounts,
    described,
    billing,
    services,
    found,
    secrets,
    functions,
    topics,
    watching,
    releases,
  ] = await Promise.all([
    gcloud('auth', 'list', '--filter=status:ACTIVE'),
    gcloud('projects', 'describe', projectId),
    gcloud('billing', 'projects', 'describe', projectId),
    gcloud('services', 'list', '--enabled', project),
    gcloud('firestore', 'databases', 'list', project),
    gcloud('secrets', 'list', project),
    gcloud('functions', 'list', project),
    gcloud('pubsub', 'topics', 'list', project),
    Promise.all([
      gcloud('logging', 'metrics', 'list', project),
      gcloud('alpha', 'monitoring', 'policies', 'list', project),
      gcloud('monitoring', 'dashboards', 'list', project),
    ]),
    listReleases(projectId),
  ]);
  const looked = await Promise.all(
    databases.map(async (id) => {
      const [indexes, backups] = await Promise.all([
        gcloud('firestore', 'indexes', 'composite', 'list', `--database=${id}`, project),
        gcloud('firestore', 'backups', 'schedules', 'list', `--database=${id}`, project),
      ]);
      return [id, { indexes: list(indexes)?.length, backups: list(backups)?.length }] as const;
    }),
  );
  const deployed = list(functions)?.map(functionIn);
  const known = new Map(looked);
  return {
    projectId,
    account: textIn(list(accounts)?.[0], 'account'),
    projectState: textIn(described, 'lifecycleState'),
    isBilled: record(billing)?.['billingEnabled'] as boolean | undefined,
    services: list(services)?.map((service) => textIn(record(service)?.['config'], 'name') ?? ''),
    databases:
      list(found) &&
      Object.fromEntries(
        list(found)?.map((each) => {
          const [id, type] = [nameOf(each), textIn(each, 'type')];
          const location = textIn(each, 'locationId');
          const { indexes, backups = 0 } = known.get(id) ?? {};
          const hasRecovery =
            textIn(each, 'pointInTimeRecoveryEnablement') === 'POINT_IN_TIME_RECOVERY_ENABLED';
          const more = { indexes, backups, hasRecovery, hasRules: hasRules(releases, id) };
          return [id, { type, location, ...more }];
        }) ?? [],
      ),
    secrets: list(secrets)?.map(nameOf),
    functions: deployed,
    topics: list(topics)?.map(nameOf),
    watchedBy: versionsIn(watching),
    actsAsItself: await actsAsItself(deployed ?? [], gcloud, project),
  };
}

function functionIn(each: unknown): DeployedFunction {
  const region = /\/locations\/([^/]+)\//.exec(textIn(each, 'name') ?? '')?.[1];
  return {
    name: nameOf(each),
    region: region ?? '',
    state: textIn(each, 'state'),
    account: textIn(record(each)?.['serviceConfig'], 'serviceAccountEmail'),
  };
}

/** Versions that are named anywhere in what gcloud lists, as the files of monitoring have them in them. */
function versionsIn(lists: unknown): string[] {
  return [...JSON.stringify(lists).matchAll(VERSION)].map(([, a, b]) => a ?? b ?? '');
}

function hasRules(releases: unknown, database: string): boolean | undefined {
  const release = database === '(default)' ? 'cloud.firestore' : `cloud.firestore/${database}`;
  const names = list(record(releases)?.['releases'])?.map((each) => textIn(each, 'name') ?? '');
  return names?.some((name) => name.endsWith(`/releases/${release}`));
}

/** The CLI's name for accounts that it makes for declared roles begins so. */
const MANAGED = 'firebase-fn-';

async function actsAsItself(
  functions: readonly DeployedFunction[],
  gcloud: Gcloud,
  project: string,
): Promise<Facts['actsAsItself']> {
  const accounts = functions.flatMap(({ account = '' }) =>
    account.startsWith(MANAGED) ? [account] : [],
  );
  const checked = [...new Set(accounts)].map(async (email) => {
    const policy = await gcloud('iam', 'service-accounts', 'get-iam-policy', email, project);
    const may = list(record(policy)?.['bindings'])?.some(
      (binding) =>
        textIn(binding, 'role') === 'roles/iam.serviceAccountUser' &&
        list(record(binding)?.['members'])?.includes(`serviceAccount:${email}`),
    );
    return [email, may ?? false] as const;
  });
  return Object.fromEntries(await Promise.all(checked));
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function list(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function textIn(value: unknown, field: string): string | undefined {
  const text = record(value)?.[field];
  return typeof text === 'string' ? text : undefined;
}

/** The last part of a resource's name. */
function nameOf(resource: unknown): string {
  const name = textIn(resource, 'name') ?? '';
  return name.slice(name.lastIndexOf('/') + 1);
}
