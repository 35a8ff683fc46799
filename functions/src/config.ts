import {
  defineBoolean,
  defineInt,
  defineSecret,
  defineString,
  projectID,
  select,
} from 'firebase-functions/params';
import { requiresRole } from 'firebase-functions/options';
import { localSettingsIn } from './localSettings';
import { parseRetentionDays } from './shared/retentionDays';
import { roles } from './roles';

/** Every deploy-time parameter, with its default and meaning, and what a deployment must grant. */

for (const role of Object.keys(roles) as (keyof typeof roles)[]) requiresRole(role);

const outOfPlace = localSettingsIn(process.env);
if (outOfPlace.length > 0) {
  // Here tokens would not be verified, or data would go to another database.
  throw new Error(`${outOfPlace.join(', ')} must not be set where functions are deployed.`);
}

/** Whether this process is an instance of a function, on Cloud Run or in the emulator. */
export const isInstance = process.env['K_SERVICE'] !== undefined;

/** The function that this instance runs, as the codebase exports it, with dots between groups and names. */
export const instanceTarget = process.env['FUNCTION_TARGET'];

/** Whether callables refuse calls without a valid App Check token. */
export const enforceAppCheck = defineBoolean('ENFORCE_APP_CHECK', {
  default: false,
  description: 'Refuse callable requests that carry no valid App Check token.',
});

/** Whether costly calls use their App Check token up, so that a stolen one is of no use. */
export const consumeAppCheck = defineBoolean('REPLAY_PROTECTION', {
  default: false,
  description:
    'Take an App Check token once only for costly calls (a call to App Check each). Needs ENFORCE_APP_CHECK.',
});

/** Whether calls are not limited. For load tests; unset means that they are. */
export const rateLimitsLifted = defineBoolean('LIFT_RATE_LIMITS', {
  default: false,
  description: 'Take any number of calls from anyone. For load tests only.',
});

defineInt('RETENTION_DAYS', {
  default: 0,
  description:
    'Days of silence after which everything that is stored of a user is erased, at least 30. 0: never.',
});

/**
 * After how many days of silence users expire; 0: never. The text is read, not the parameter's number,
 * which would be 90 for "90 weeks".
 *
 * @throws Error saying what RETENTION_DAYS must be
 */
export function retentionDays(): number {
  return parseRetentionDays(process.env['RETENTION_DAYS'] ?? '0');
}

retentionDays(); // nonsense ends a deployment, not the data of somebody

const limitedPlaces = defineBoolean('LIMITED_PLACES_NEED_ACCOUNT', {
  default: true,
  description:
    'Let only users with an account join challenges with limited places: anonymous users cost nothing to make, and a script of them would take every place. They can link an account and join then.',
});

/** Whether limited places of challenges are for users with an account: unless it is switched off. */
export function placesNeedAccount(): boolean {
  // Where nothing has a value, as in a process that was not deployed, a boolean reads as false.
  return process.env[limitedPlaces.name] === undefined || limitedPlaces.value();
}

const allowedOriginsList = defineString('ALLOWED_ORIGINS', {
  default: '',
  description:
    'Origins of web apps that may call, by commas, such as "https://app.example.com". Empty: those of this project on Firebase Hosting. "*": any.',
});

const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Origins of web pages that may call, for CORS: as configured, and locally those of this machine. */
export function allowedOrigins(): true | (string | RegExp)[] {
  if (process.env['FUNCTIONS_CONTROL_API'] === 'true') return []; // deploying: nothing has a value
  const listed = valuesOf(allowedOriginsList.value());
  if (listed.includes('*')) return true;
  const project = projectID.value();
  const hosting = [`https://${project}.web.app`, `https://${project}.firebaseapp.com`];
  const local = process.env['FUNCTIONS_EMULATOR'] === 'true' ? [LOCAL_ORIGIN] : [];
  return [...(listed.length > 0 ? listed : hosting), ...local];
}

/** Where calendars are cached. */
export const calendarCache = defineString('CALENDAR_CACHE', {
  default: 'firestore',
  input: select(['firestore', 'redis']),
  description: 'Where calendars are cached: in Firestore, or in Redis (Memorystore).',
});

/** The Redis server of `CALENDAR_CACHE=redis`. */
export const redisUrl = defineString('REDIS_URL', {
  default: 'redis://127.0.0.1:6379',
  description: 'The Redis server, if calendars are cached in one, such as redis://10.0.0.3:6379.',
});

/** How functions that use Redis reach it; empty: they need no network of their own. */
export const vpcConnector = defineString('VPC_CONNECTOR', {
  default: '',
  description:
    'Serverless VPC Access connector to the network of the Redis server, if there is one.',
});

/** Host and port of the Firestore emulator, or undefined in production. Set by the local suite. */
export function emulatorHost(): string | undefined {
  return process.env['FIRESTORE_EMULATOR_HOST'];
}

/**
 * The file by which the local suite sets the clock, or undefined: everywhere else time is time.
 */
export function clockFile(): string | undefined {
  return localOnly('FIRESTREAK_CLOCK_FILE');
}

/** Whether push messages are sent. They need nothing but devices that register. */
export const pushEnabled = defineBoolean('PUSH_ENABLED', {
  default: true,
  description: 'Send push messages through Firebase Cloud Messaging.',
});

/** Whether mail is sent. It needs a SendGrid account; see docs/notifications.md. */
const emailEnabled = defineBoolean('EMAIL_ENABLED', {
  default: false,
  description: 'Send e-mail through SendGrid. Needs the secret SENDGRID_API_KEY and MAIL_FROM.',
});

/** Who mail comes from: an address that SendGrid knows as a verified sender. */
export const mailFrom = defineString('MAIL_FROM', {
  default: 'Firestreak <streak@example.com>',
  description: 'Sender of e-mail, such as "Streaks <streak@example.com>".',
});

/** Where messages lead to: the app, as an https URL. */
export const appUrl = defineString('APP_URL', {
  default: 'https://example.com',
  description: 'Where a tap on a message leads.',
});

/** Where cards that are shared are shown. */
const shareUrl = defineString('SHARE_URL', {
  default: '',
  description: 'Origin of cards, such as "https://example.com" (default: the Hosting site).',
});

/** Where cards are shown, without a slash at the end. @param projectId where none was chosen */
export function shareBase(projectId: string): string {
  const local = localOnly('FIRESTREAK_SHARE_URL');
  return `${local ?? (shareUrl.value() || `https://${projectId}.web.app`)}/s`;
}

/** Where mail says that it can be unsubscribed from. */
const unsubscribeUrl = defineString('UNSUBSCRIBE_URL', {
  default: '',
  description:
    'URL of the function `unsubscribe`, if it has one of its own (default: as deployed).',
});

/** Where the function `unsubscribe` is. @param projectId where none was chosen */
export function unsubscribeAddress(projectId: string): string {
  const local = localOnly('FIRESTREAK_UNSUBSCRIBE_URL');
  const deployed = `https://us-central1-${projectId}.cloudfunctions.net/unsubscribe`;
  return local ?? (unsubscribeUrl.value() || deployed);
}

/** Whether mail goes out: when it is switched on, and locally always, to where it is shown. */
export function sendsMail(): boolean {
  return emailEnabled.value() || messagesHost() !== undefined;
}

/** SendGrid's API key with the permission "Mail Send"; `none` where no mail is sent. */
export const sendgridApiKey = defineSecret('SENDGRID_API_KEY');

/** Public keys of SendGrid's signed event webhook: current, previous. `none`: no reports come. */
export const sendgridWebhookKeys = defineSecret('SENDGRID_WEBHOOK_KEYS');

/** Keys of unsubscribe links, by commas: the first signs, all are accepted. */
export const unsubscribeSigningKeys = defineSecret('UNSUBSCRIBE_SIGNING_KEYS');

/** The values in a text that has several, by commas; none where it is `none` or not set. */
export function valuesOf(text: string): string[] {
  const values = text.split(',').map((value) => value.trim());
  return values.filter((value) => value !== '' && value !== 'none');
}

/**
 * `host:port` of a local server that takes the messages instead of FCM and SendGrid, so that none
 * leaves the machine; undefined in production. Set by the local suite and by tests.
 */
export function messagesHost(): string | undefined {
  return localOnly('FIRESTREAK_MESSAGES_HOST');
}

/** A setting of the local suite; deployed functions do not start with one. */
function localOnly(name: string): string | undefined {
  return process.env[name];
}
