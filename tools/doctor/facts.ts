import { parseEnv } from 'node:util';
import type { Gcloud } from './gcloud';

/** What is known of a project. What gcloud does not tell is undefined. */
export interface Facts {
  readonly projectId: string;
  readonly account: string | undefined;
  readonly projectState: string | undefined;
  readonly isBilled: boolean | undefined;
  /** Names of the enabled services, such as `run.googleapis.com`. */
  readonly services: readonly string[] | undefined;
  /** The type of the default database. */
  readonly database: string | undefined;
  readonly secrets: readonly string[] | undefined;
  /** Deployed functions, with their states. */
  readonly functions: Readonly<Record<string, string>> | undefined;
  readonly logMetrics: readonly string[] | undefined;
  /** The account that the Firebase CLI made for the functions, once it is there. */
  readonly taskAccount: { readonly email: string; readonly actsAsItself: boolean } | undefined;
  /** Parameters of the deployment, as in `functions/.env`. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
}

/**
 * Looks a project up.
 *
 * @param env texts of the files with parameters, those that count more last
 */
export async function factsOf(
  projectId: string,
  gcloud: Gcloud,
  env: readonly string[],
): Promise<Facts> {
  const project = `--project=${projectId}`;
  const [accounts, described, billing, services, database, secrets, functions, metrics] =
    await Promise.all([
      gcloud('auth', 'list', '--filter=status:ACTIVE'),
      gcloud('projects', 'describe', projectId),
      gcloud('billing', 'projects', 'describe', projectId),
      gcloud('services', 'list', '--enabled', project),
      gcloud('firestore', 'databases', 'describe', '--database=(default)', project),
      gcloud('secrets', 'list', project),
      gcloud('functions', 'list', project),
      gcloud('logging', 'metrics', 'list', project),
    ]);
  return {
    projectId,
    account: textIn(list(accounts)?.[0], 'account'),
    projectState: textIn(described, 'lifecycleState'),
    isBilled: record(billing)?.['billingEnabled'] as boolean | undefined,
    services: list(services)?.map((service) => textIn(record(service)?.['config'], 'name') ?? ''),
    database: textIn(database, 'type'),
    secrets: list(secrets)?.map(nameOf),
    functions:
      list(functions) &&
      Object.fromEntries(
        list(functions)?.map((each) => [nameOf(each), textIn(each, 'state') ?? '']) ?? [],
      ),
    logMetrics: list(metrics)?.map(nameOf),
    taskAccount: await taskAccountOf(functions, gcloud, project),
    parameters: Object.assign({}, ...env.map((text) => parseEnv(text))) as Facts['parameters'],
  };
}

/** The CLI's name for accounts that it makes for declared roles begins so. */
const MANAGED = 'firebase-fn-';

async function taskAccountOf(
  functions: unknown,
  gcloud: Gcloud,
  project: string,
): Promise<Facts['taskAccount']> {
  const accounts = list(functions)?.map((each) =>
    textIn(record(each)?.['serviceConfig'], 'serviceAccountEmail'),
  );
  const email = accounts?.find((account) => account?.startsWith(MANAGED));
  if (email === undefined) return undefined;
  const policy = await gcloud('iam', 'service-accounts', 'get-iam-policy', email, project);
  const actsAsItself = list(record(policy)?.['bindings'])?.some(
    (binding) =>
      textIn(binding, 'role') === 'roles/iam.serviceAccountUser' &&
      list(record(binding)?.['members'])?.includes(`serviceAccount:${email}`),
  );
  return { email, actsAsItself: actsAsItself ?? false };
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
