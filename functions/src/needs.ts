import { afterFirstDeploy, afterRedeploy } from 'firebase-functions/lifecycle';
import { requiresAPI, requiresRole } from 'firebase-functions/v2';

/**
 * What the functions may do in the project, and why; docs/security.md lists the same. At a deployment the Firebase CLI creates a service account for this
 * codebase, grants it these roles, and runs every function as it. Each is the narrowest of
 * https://cloud.google.com/iam/docs/roles-permissions that has the permissions used.
 */
export const roles = {
  'roles/datastore.user': 'Every function reads or writes Firestore documents.',
  'roles/pubsub.publisher':
    'Schedules and operators distribute work to workers; dead letters and events for the app are published.',
  'roles/cloudtasks.enqueuer':
    'Messages wait for the end of quiet hours, webhooks for their endpoints, and erasures are finished later.',
  'roles/firebasecloudmessaging.admin':
    'Push messages are sent (`cloudmessaging.messages.create`, which no narrower role has).',
  'roles/firebaseauth.viewer':
    'E-mail goes to the current address of an account; accounts of administrators, and of users who seem silent, are looked up.',
  'roles/firebaseappcheck.tokenVerifier': 'REPLAY_PROTECTION consumes tokens.',
  'roles/eventarc.eventReceiver':
    'Firestore events are delivered to the functions that they trigger.',
  'roles/run.invoker':
    'Schedules, tasks, messages and events call the functions as this account; nobody else may call those functions.',
} as const satisfies Record<`roles/${string}`, string>;

/**
 * The services of Google Cloud that the functions use, and why; docs/deploy.md lists the same. The CLI enables those
 * that are not, and asks before it does so for any that it does not use itself.
 */
export const apis = {
  'firestore.googleapis.com': 'All documents are in Firestore.',
  'pubsub.googleapis.com': 'Schedules hand their work to workers by topics.',
  'eventarc.googleapis.com':
    'Changes of documents, messages, and deletions of accounts start functions.',
  'cloudscheduler.googleapis.com': 'Days end, and users are reminded, by schedules.',
  'cloudtasks.googleapis.com':
    'Messages wait for the end of quiet hours, and erasures are finished later.',
  'run.googleapis.com': 'Functions of the second generation run on it.',
  'secretmanager.googleapis.com': 'Keys of SendGrid and of unsubscribe links are secrets.',
  'identitytoolkit.googleapis.com':
    'Accounts of administrators, of who gets e-mail, and of users who seem silent are looked up.',
  'fcm.googleapis.com': 'Push messages are sent.',
  'firebaseappcheck.googleapis.com': 'REPLAY_PROTECTION consumes tokens.',
  'iam.googleapis.com': 'The CLI makes the account that the functions run as.',
  'cloudresourcemanager.googleapis.com': 'The CLI grants that account its roles.',
} as const satisfies Record<`${string}.googleapis.com`, string>;

/** The role that only a deployment with a channel of Eventarc asks for. */
const channelRole = 'roles/eventarc.publisher';

/** Tells the CLI what the functions need, while it looks for them. @param hasChannel of Eventarc */
export function declareNeeds(hasChannel: boolean): void {
  for (const role of keysOf(roles)) requiresRole(role);
  if (hasChannel) requiresRole(channelRole);
  for (const api of keysOf(apis)) requiresAPI(api, apis[api]);
}

/** Has the CLI enqueue a task after each deployment. A codebase has one such function. */
export function declareAfterDeployment(queue: string, task: object): void {
  const action = { task: { function: queue, body: { data: task } } };
  afterFirstDeploy(action);
  afterRedeploy(action);
}

const keysOf = <Key extends string>(table: Readonly<Record<Key, string>>) =>
  Object.keys(table) as Key[];
