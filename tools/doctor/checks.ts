import { parseRetentionDays } from '../../functions/src/shared/retentionDays';
import type { Facts } from './facts';

/** What the repository needs of a project. */
export interface Needs {
  /** Names of secrets that functions have. */
  readonly secrets: readonly string[];
  /** Names of all functions. */
  readonly functions: readonly string[];
  /** Names of the log-based metrics. */
  readonly logMetrics: readonly string[];
}

/** How a check ended. `later` is no reason not to deploy. */
export interface Finding {
  readonly about: string;
  readonly state: 'ok' | 'missing' | 'later';
  /** What to do about it. */
  readonly advice?: string;
}

/** Services that the functions and their deployment use. */
const SERVICES = [
  'artifactregistry',
  'cloudbuild',
  'cloudfunctions',
  'cloudresourcemanager',
  'cloudscheduler',
  'cloudtasks',
  'eventarc',
  'fcm',
  'firestore',
  'iam',
  'identitytoolkit',
  'pubsub',
  'run',
  'secretmanager',
].map((name) => `${name}.googleapis.com`);

/** Everything that a project should have, checked in the order in which it is mended. */
export function findings(facts: Facts, needs: Needs): Finding[] {
  const { projectId, parameters } = facts;
  const flag = `--project=${projectId}`;
  const missing = (wanted: readonly string[], found: readonly string[] = []) =>
    wanted.filter((name) => !found.includes(name));
  const services = missing(SERVICES, facts.services);
  const secrets = missing(needs.secrets, facts.secrets);
  const functions = missing(needs.functions, activeIn(facts.functions));
  const metrics = missing(needs.logMetrics, facts.logMetrics);
  const sendsMail = parameters['EMAIL_ENABLED'] === 'true';
  return [
    must(
      'signed in to gcloud',
      facts.account !== undefined,
      'gcloud auth login, of the Google Cloud CLI: https://cloud.google.com/sdk/docs/install',
    ),
    must(
      `project ${projectId}`,
      facts.projectState === 'ACTIVE',
      `Choose one that you may see: npm run doctor -- --project ID, or npx firebase use --add.`,
    ),
    must(
      'billing (the Blaze plan)',
      facts.isBilled === true,
      `Functions need it: https://console.firebase.google.com/project/${projectId}/usage/details`,
    ),
    must('services', services.length === 0, `gcloud services enable ${services.join(' ')} ${flag}`),
    must(
      'Firestore in native mode',
      facts.database === 'FIRESTORE_NATIVE',
      `gcloud firestore databases create --location=nam5 ${flag}`,
    ),
    must(
      'secrets',
      secrets.length === 0,
      secrets.map((name) => `npx firebase functions:secrets:set ${name} ${flag}`).join('; ') +
        ' (`none` as long as no mail is sent)',
    ),
    must(
      'APP_URL',
      isOwn(parameters['APP_URL']),
      'Messages lead to it: set APP_URL=https://… in functions/.env.',
    ),
    must(
      'MAIL_FROM',
      !sendsMail || isOwn(parameters['MAIL_FROM']),
      'EMAIL_ENABLED is true: set MAIL_FROM in functions/.env to a sender that SendGrid has verified.',
    ),
    must(
      'RETENTION_DAYS',
      isRetention(parameters['RETENTION_DAYS']),
      'Functions would not start: set it to 0 (users never expire) or to at least 30 days in functions/.env.',
    ),
    should(
      'App Check',
      parameters['ENFORCE_APP_CHECK'] === 'true',
      'Anyone who signs in may call: set ENFORCE_APP_CHECK=true once the app sends its tokens.',
    ),
    should(
      'functions deployed and active',
      functions.length === 0,
      `npx firebase deploy --only functions,firestore,hosting ${flag} (${functions.length} are not: ${some(functions)})`,
    ),
    should(
      'tasks run as the account of the functions',
      facts.taskAccount?.actsAsItself !== false,
      `Until then messages that wait and erasures fail. It may act as itself, and as no other account: ${actAsItself(facts)} ${flag}`,
    ),
    should(
      'metrics, dashboard and alerts',
      metrics.length === 0,
      `PROJECT=${projectId} CHANNELS=… monitoring/apply.sh, see docs/operations.md`,
    ),
  ];
}

/** A task carries the identity of the account that it runs as, which whoever makes it must be allowed to use. */
function actAsItself({ taskAccount }: Facts): string {
  const account = taskAccount?.email ?? 'ACCOUNT';
  return `gcloud iam service-accounts add-iam-policy-binding ${account} --member=serviceAccount:${account} --role=roles/iam.serviceAccountUser`;
}

function must(about: string, isThere: boolean, advice: string): Finding {
  return isThere ? { about, state: 'ok' } : { about, state: 'missing', advice };
}

function should(about: string, isThere: boolean, advice: string): Finding {
  return isThere ? { about, state: 'ok' } : { about, state: 'later', advice };
}

function activeIn(functions: Facts['functions'] = {}): string[] {
  const active = Object.entries(functions).filter(([, state]) => state === 'ACTIVE');
  return active.map(([name]) => name);
}

/** Whether somebody has set it to something of theirs. */
function isOwn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && !value.includes('example.com');
}

function isRetention(value = '0'): boolean {
  try {
    return parseRetentionDays(value) >= 0;
  } catch {
    return false;
  }
}

function some(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');
}
