import { parseRetentionDays } from '../../functions/src/contracts/retentionDays';
import type { Code } from './code';
import { type Deployment, databaseOf, locationOf, regionOf } from './deployments';
import type { Facts } from './facts';
import { monitoringOf, topicOfLetters, unwatched } from './watching';

/** What the repository needs of a project, where all of it is deployed. */
export interface Needs extends Code {
  /** How many composite indexes a database has. */
  readonly indexes: number;
}

/** A deployment, and what its own code deploys; all of Firestreak where that is not known. */
export interface Checked extends Deployment {
  readonly code?: Code | undefined;
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

/**
 * Everything that a project should have, checked in the order in which it is mended.
 *
 * @param deployments each Firestreak of the app
 */
export function findings(facts: Facts, needs: Needs, deployments: readonly Checked[]): Finding[] {
  const { projectId } = facts;
  const flag = `--project=${projectId}`;
  const services = missing(SERVICES, facts.services);
  const ours = deployments.flatMap((each) => namesOf(each, needs));
  const accounts = (facts.functions ?? [])
    .filter(({ name }) => ours.includes(name))
    .map(({ account }) => account);
  const waiting = Object.entries(facts.actsAsItself).filter(
    ([account, may]) => !may && accounts.includes(account),
  );
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
    ...deployments.flatMap((each) => [
      ...beforeDeployment(each, facts, needs, deployments),
      ...afterDeployment(each, facts, needs, deployments),
    ]),
    should(
      'tasks run as the account of the functions',
      waiting.length === 0,
      `Until then messages that wait and erasures fail. Each account may act as itself, and as no other: ${waiting
        .map(([account]) => `${actAsItself(account)} ${flag}`)
        .join('; ')}`,
    ),
    ...deployments.flatMap((each) => watching(each, facts, deployments)),
  ];
}

/** What a deployment needs to succeed, and not to mislead. */
function beforeDeployment(
  deployment: Checked,
  facts: Facts,
  needs: Needs,
  all: readonly Deployment[],
): Finding[] {
  const { parameters, codebase, folder, prefix } = deployment;
  const flag = `--project=${facts.projectId}`;
  const named = naming(deployment, all);
  const env = `${folder}/.env`;
  const [id, location] = [databaseOf(deployment), locationOf(deployment)];
  const database = facts.databases?.[id];
  const sharing = all.filter((other) => databaseOf(other) === id && other !== deployment);
  const { code = needs } = deployment;
  const secrets = missing(
    code.secrets.map((name) => (deployment.isInstance ? prefix + name : name)),
    facts.secrets,
  );
  const sendsMessages = code.functions.some((name) => name.endsWith('deliverNotification'));
  const sendsMail = parameters['EMAIL_ENABLED'] === 'true';
  return [
    ...(deployment.isInstance
      ? [
          must(
            named('parameters'),
            deployment.isConfigured,
            `${env}.${facts.projectId} is not there: npx firebase functions:kits:install --package firestreak ${flag}, and configure the instance ${codebase}.`,
          ),
        ]
      : []),
    must(
      named('a database of its own'),
      sharing.length === 0,
      `${id} belongs to ${sharing.map((other) => other.codebase).join(', ')} as well: set FIRESTORE_DATABASE_ID in ${env} to another.`,
    ),
    must(
      named(`database ${id} in native mode`),
      database?.type === 'FIRESTORE_NATIVE',
      `gcloud firestore databases create --database=${id} --location=${location} --type=firestore-native ${flag}`,
    ),
    must(
      named('location of the database'),
      database?.location === undefined || database.location === location,
      `${id} is in ${database?.location ?? ''}: set DATABASE_LOCATION=${database?.location ?? ''} in ${env}.`,
    ),
    must(
      named('secrets'),
      secrets.length === 0,
      secrets.map((name) => `npx firebase functions:secrets:set ${name} ${flag}`).join('; ') +
        ' (`none` as long as no mail is sent; none at all without the feature email)',
    ),
    must(
      named('APP_URL'),
      !sendsMessages || isOwn(parameters['APP_URL']),
      `Messages lead to it: set APP_URL=https://… in ${env}.`,
    ),
    must(
      named('MAIL_FROM'),
      !sendsMail || isOwn(parameters['MAIL_FROM']),
      `EMAIL_ENABLED is true: set MAIL_FROM in ${env} to a sender that SendGrid has verified.`,
    ),
    must(
      named('RETENTION_DAYS'),
      isRetention(parameters['RETENTION_DAYS']),
      `Functions would not start: set it to 0 (users never expire) or to at least 30 days in ${env}.`,
    ),
  ];
}

/** What follows from a deployment, or may be done later. */
function afterDeployment(
  deployment: Checked,
  facts: Facts,
  needs: Needs,
  all: readonly Deployment[],
): Finding[] {
  const { parameters, codebase, folder, isInstance } = deployment;
  const flag = `--project=${facts.projectId}`;
  const named = naming(deployment, all);
  const [id, region] = [databaseOf(deployment), regionOf(deployment)];
  const database = facts.databases?.[id];
  const names = namesOf(deployment, needs);
  const deployed = (facts.functions ?? []).filter(({ name }) => names.includes(name));
  const active = deployed.filter(({ state }) => state === 'ACTIVE').map(({ name }) => name);
  const inactive = missing(names, active);
  const elsewhere = deployed.filter((each) => each.region !== region);
  const config = isInstance ? ' --config firebase.firestreak.json' : '';
  const deployDatabase = `npx firebase deploy${config} --only firestore ${flag}`;
  return [
    should(
      named('App Check'),
      parameters['ENFORCE_APP_CHECK'] === 'true',
      `Anyone who signs in may call: set ENFORCE_APP_CHECK=true in ${folder}/.env once the app sends its tokens.`,
    ),
    should(named(`rules of ${id}`), database?.hasRules === true, deployDatabase),
    should(
      named(`indexes of ${id}`),
      (database?.indexes ?? 0) >= needs.indexes,
      `Queries fail until they are built (${database?.indexes ?? 0} of ${needs.indexes} are there): ${deployDatabase}`,
    ),
    should(
      named(`backups of ${id}`),
      database?.hasRecovery === true && database.backups > 0,
      `A mistake could not be undone: gcloud firestore databases update --database=${id} --enable-pitr ${flag}; gcloud firestore backups schedules create --database=${id} --recurrence=daily --retention=14w ${flag}`,
    ),
    should(
      named('functions deployed and active'),
      inactive.length === 0,
      `npx firebase deploy --only functions:${codebase} ${flag} (${inactive.length} are not: ${some(inactive)}${deployment.code === undefined && isInstance ? '; those that your index does not export are not missed' : ''})`,
    ),
    should(
      named(`functions in ${region}`),
      elsewhere.length === 0,
      `${elsewhere.length} are in ${elsewhere[0]?.region ?? ''}: deploy, and let the CLI delete those. Clients name the region: getFunctions(app, '${region}').`,
    ),
  ];
}

/** How somebody is told of what goes wrong. */
function watching(deployment: Checked, facts: Facts, all: readonly Deployment[]): Finding[] {
  const { projectId, topics } = facts;
  const named = naming(deployment, all);
  const topic = topicOfLetters(deployment);
  const lacking = unwatched(deployment, facts);
  return [
    should(
      named('topic of dead letters'),
      missing([topic], topics).length === 0,
      `Work that is given up is kept all the same, and published to nobody: gcloud pubsub topics create ${topic} --project=${projectId}, and subscribe to it.`,
    ),
    should(
      named('metrics, dashboard and alerts'),
      lacking.length === 0,
      `${lacking.length} are missing or older (${some(lacking)}): ${monitoringOf(deployment, projectId)}, see docs/operations.md`,
    ),
  ];
}

/** The functions of a deployment, as they are named in the project. */
function namesOf({ code, prefix }: Checked, needs: Needs): string[] {
  return (code ?? needs).functions.map((name) => prefix + name);
}

/** With several deployments, each finding says whose it is. */
function naming({ codebase }: Deployment, all: readonly Deployment[]): (about: string) => string {
  return (about) => (all.length > 1 ? `${codebase}: ${about}` : about);
}

/** A task carries the identity of the account that it runs as, which whoever makes it must be allowed to use. */
function actAsItself(account: string): string {
  return `gcloud iam service-accounts add-iam-policy-binding ${account} --member=serviceAccount:${account} --role=roles/iam.serviceAccountUser`;
}

function missing(wanted: readonly string[], found: readonly string[] = []): string[] {
  return wanted.filter((name) => !found.includes(name));
}

function must(about: string, isThere: boolean, advice: string): Finding {
  return isThere ? { about, state: 'ok' } : { about, state: 'missing', advice };
}

function should(about: string, isThere: boolean, advice: string): Finding {
  return isThere ? { about, state: 'ok' } : { about, state: 'later', advice };
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
