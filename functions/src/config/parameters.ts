/** Every parameter and secret of a deployment, with its default and meaning; the region and names are in installation.ts. */

import {
  defineBoolean,
  defineInt,
  defineSecret,
  defineString,
  select,
  type TextInput,
} from 'firebase-functions/params';
import '../installation'; // whose parameters are asked for first

/** What the CLI offers for a boolean. */
const yesOrNo = select<boolean>({ Yes: true, No: false });

/** What the CLI takes for a text; it asks again when it does not match. */
const text = (validationRegex: string, validationErrorMessage: string): TextInput<string> => ({
  text: { validationRegex, validationErrorMessage },
});

const ORIGIN = 'https?://[^/, ]+';

/** The database that holds everything, unless another is chosen: no other part of an app looks there. */
export const DEFAULT_DATABASE = 'firestreak';

/**
 * The Firestore database of all documents, for triggers, which take the parameter itself. Whoever connects
 * asks {@link databaseId}.
 */
export const firestoreDatabase = defineString('FIRESTORE_DATABASE_ID', {
  default: DEFAULT_DATABASE,
  label: 'Firestore database',
  description:
    'Id of the Firestore database that holds everything. Nothing is read or written in any other. "(default)" only in a project that keeps nothing else there.',
  input: {
    text: {
      example: DEFAULT_DATABASE,
      validationRegex: '^(\\(default\\)|[a-z][a-z0-9-]{2,61}[a-z0-9])$',
      validationErrorMessage:
        'It needs the id of a database: 4 to 63 lower-case letters, digits and hyphens, such as "firestreak", or "(default)".',
    },
  },
});

/** Id of the Firestore database of all documents. */
export function databaseId(): string {
  // Where nothing has a value, as in a process that was not deployed, a text reads as empty.
  return firestoreDatabase.value() || DEFAULT_DATABASE;
}

/** Whether callables refuse calls without a valid App Check token. */
export const enforceAppCheck = defineBoolean('ENFORCE_APP_CHECK', {
  default: false,
  label: 'App Check',
  input: yesOrNo,
  description: 'Refuse callable requests that carry no valid App Check token.',
});

/** Whether costly calls use their App Check token up, so that a stolen one is of no use. */
export const consumeAppCheck = defineBoolean('REPLAY_PROTECTION', {
  default: false,
  label: 'Replay protection',
  input: yesOrNo,
  description:
    'Accept each App Check token only once for costly calls (one call to App Check each). Needs ENFORCE_APP_CHECK.',
});

/** Whether calls are not limited. For load tests; unset means that they are. */
export const rateLimitsLifted = defineBoolean('LIFT_RATE_LIMITS', {
  default: false,
  label: 'No rate limits',
  input: yesOrNo,
  description: 'Turn rate limits off. For load tests only.',
});

defineInt('RETENTION_DAYS', {
  default: 0,
  label: 'Retention in days',
  input: text('^(0|[3-9][0-9]|[1-9][0-9]{2,})$', 'It needs 0, or at least 30 days.'),
  description:
    'Days of silence after which everything that is stored of a user is erased, at least 30. 0: never.',
});

/** Whether clients may log activities. */
export const clientLogging = defineBoolean('CLIENT_LOGGING', {
  default: true,
  label: 'Clients log activities',
  input: yesOrNo,
  description:
    'Let clients log activities and take them back. Off: only the servers of the app do, by "firestreak/server", so that nobody can make up XP in a browser.',
});

/** Whether limited places of challenges are for users with an account. */
export const limitedPlaces = defineBoolean('LIMITED_PLACES_NEED_ACCOUNT', {
  default: true,
  label: 'Limited places need an account',
  input: yesOrNo,
  description:
    'Let only users with an account join challenges with limited places: anonymous users cost nothing to make, and a script of them would take every place. They can link an account and join then.',
});

/** Origins of web apps that may call. */
export const allowedOriginsList = defineString('ALLOWED_ORIGINS', {
  default: '',
  label: 'Origins of web apps',
  input: text(
    `^(\\*|${ORIGIN}(, *${ORIGIN})*)?$`,
    'It needs origins such as https://app.example.com, with commas between them, or *.',
  ),
  description:
    'Origins of web apps that may call, by commas, such as "https://app.example.com". Empty: those of this project on Firebase Hosting. "*": any.',
});

/** Where calendars are cached. */
export const calendarCache = defineString('CALENDAR_CACHE', {
  default: 'firestore',
  label: 'Cache of calendars',
  input: select(['firestore', 'redis']),
  description: 'Where calendars are cached: in Firestore, or in Redis (Memorystore).',
});

/** The Redis server of `CALENDAR_CACHE=redis`. */
export const redisUrl = defineString('REDIS_URL', {
  default: 'redis://127.0.0.1:6379',
  label: 'Redis server',
  input: text('^rediss?://.+$', 'It needs a URL such as redis://10.0.0.3:6379.'),
  description: 'The Redis server, if calendars are cached in one, such as redis://10.0.0.3:6379.',
});

/** How functions that use Redis reach it; empty: they need no network of their own. */
export const vpcConnector = defineString('VPC_CONNECTOR', {
  default: '',
  label: 'VPC connector',
  input: text(
    '^([a-z][a-z0-9-]*|projects/.+/connectors/.+)?$',
    'It needs the name of a connector.',
  ),
  description:
    'Serverless VPC Access connector to the network of the Redis server, if there is one.',
});

/** Whether the app is told what happens, on a topic. */
export const publishEvents = defineBoolean('PUBLISH_EVENTS', {
  default: false,
  label: 'Events for the app',
  input: yesOrNo,
  description:
    'Publish what happens to streaks on the Pub/Sub topic `streak-events`, which you create.',
});

/** Whether administrators may add webhooks. */
export const managedWebhooks = defineBoolean('MANAGED_WEBHOOKS', {
  default: false,
  label: 'Webhooks by administrators',
  input: yesOrNo,
  description:
    'Let administrators add webhooks by `setWebhookEndpoint`, each with a secret of its own.',
});

/** Whether push messages are sent. They need nothing but devices that register. */
export const pushEnabled = defineBoolean('PUSH_ENABLED', {
  default: true,
  label: 'Push messages',
  input: yesOrNo,
  description: 'Send push messages through Firebase Cloud Messaging.',
});

/** Whether mail is sent. It needs a SendGrid account; see docs/notifications.md. */
export const emailEnabled = defineBoolean('EMAIL_ENABLED', {
  default: false,
  label: 'E-mail',
  input: yesOrNo,
  description: 'Send e-mail through SendGrid. Needs the secret SENDGRID_API_KEY and MAIL_FROM.',
});

/** Who mail comes from: an address that SendGrid knows as a verified sender. */
export const mailFrom = defineString('MAIL_FROM', {
  default: 'Firestreak <streak@example.com>',
  label: 'Sender of e-mail',
  input: text(
    '^([^<>]+<[^<>@ ]+@[^<>@ ]+>|[^<>@ ]+@[^<>@ ]+)$',
    'It needs an address, such as "Streaks <streak@example.com>".',
  ),
  description: 'Sender of e-mail, such as "Streaks <streak@example.com>".',
});

/** Where whoever sends mail can be written to: laws on commercial mail ask for it (CAN-SPAM, for one). */
export const postalAddress = defineString('MAIL_POSTAL_ADDRESS', {
  default: '',
  label: 'Postal address in e-mail',
  input: text('^.{0,200}$', 'It needs at most 200 characters.'),
  description:
    'Postal address of whoever sends e-mail, which stands at its foot. Empty: none does.',
});

/** What `APP_URL` is where nobody has chosen one. */
export const NO_APP = 'https://example.com';

/** Where messages lead to: the app, as an https URL. */
export const appUrl = defineString('APP_URL', {
  default: NO_APP,
  label: 'Address of the app',
  input: text('^https?://.+$', 'It needs a URL, such as https://example.com.'),
  description: 'Where a tap on a message leads.',
});

/** Where cards that are shared are shown. */
export const shareUrl = defineString('SHARE_URL', {
  default: '',
  label: 'Origin of cards',
  input: text(`^(${ORIGIN})?$`, 'It needs an origin, such as https://example.com, without a path.'),
  description: 'Origin of cards, such as "https://example.com" (default: the Hosting site).',
});

/** Where mail says that it can be unsubscribed from. */
export const unsubscribeUrl = defineString('UNSUBSCRIBE_URL', {
  default: '',
  label: 'Address of unsubscribe',
  input: text('^(https://.+)?$', 'It needs a URL that begins with https.'),
  description:
    'URL of the function `unsubscribe`, if it has one of its own (default: as deployed).',
});

/** Declares a secret when it is first asked for: a deployment that needs none is asked for none. */
const secret = (name: string, label: string, description: string) => {
  let declared: ReturnType<typeof defineSecret> | undefined;
  return () => (declared ??= defineSecret(name, { label, description }));
};

/** The secrets, by name. A function reads those that its row of the table names. */
export const secrets = {
  SENDGRID_API_KEY: secret(
    'SENDGRID_API_KEY',
    'API key of SendGrid',
    'A key of SendGrid with the permission "Mail Send"; `none` as long as no mail is sent.',
  ),
  SENDGRID_WEBHOOK_KEYS: secret(
    'SENDGRID_WEBHOOK_KEYS',
    'Public keys of the SendGrid webhook',
    'Public keys of the signed event webhook of SendGrid: current, previous; `none` as long as no reports come.',
  ),
  WEBHOOK_SIGNING_SECRETS: secret(
    'WEBHOOK_SIGNING_SECRETS',
    'Secrets of webhooks',
    'Secrets that webhooks are signed with, each `whsec_` and base64, by commas: all of them sign.',
  ),
  UNSUBSCRIBE_SIGNING_KEYS: secret(
    'UNSUBSCRIBE_SIGNING_KEYS',
    'Keys of unsubscribe links',
    'Random texts, by commas: the first signs links, all are accepted; `none` as long as no mail is sent.',
  ),
};
