/**
 * The one table of what the functions may do in the project, and why; `config.ts` declares it and
 * docs/security.md shows it. At a deployment
 * the Firebase CLI makes a service account for this codebase, grants it these roles, and runs every function
 * as it. Roles are those of https://cloud.google.com/iam/docs/roles-permissions, each the narrowest that has
 * what is called.
 */
export const roles = {
  'roles/datastore.user': 'Every function reads or writes documents of Firestore.',
  'roles/pubsub.publisher':
    'Schedules and operators hand out work to workers, and dead letters are announced.',
  'roles/cloudtasks.enqueuer':
    'Messages wait for the end of quiet hours, and erasures are finished later.',
  'roles/firebasecloudmessaging.admin':
    'Push messages are sent (`cloudmessaging.messages.create`, which no narrower role has).',
  'roles/firebaseauth.viewer':
    'Mail goes to the address that an account has now; accounts of administrators are looked up, and of users who seem silent.',
  'roles/firebaseappcheck.tokenVerifier': 'REPLAY_PROTECTION uses tokens up.',
  'roles/eventarc.eventReceiver':
    'Events of Firestore are delivered to the functions that they start.',
  'roles/run.invoker':
    'Schedules, tasks, messages and events call the functions, which nobody else may call, as this account.',
} as const satisfies Record<`roles/${string}`, string>;
