/**
 * Where this installation of Firestreak runs and what its functions, queues and topics are called. An app may
 * have several in one project, each a deployment of its own: instances of a function kit, or codebases with a
 * prefix.
 */

import * as functionsOptions from 'firebase-functions/options';
import { defineString, Expression } from 'firebase-functions/params';
import type { QueueName, TopicName } from './contracts/messages';

/** Where the functions run unless something else is chosen; as firebase-functions has it. */
const DEFAULT_REGION = 'us-central1';

const databaseLocation = defineString('DATABASE_LOCATION', {
  default: 'nam5',
  label: 'Location of the database',
  description:
    'Where the Firestore database is or will be, such as nam5, eur3 or europe-west1. It cannot be changed once the database exists.',
  input: {
    text: {
      example: 'eur3',
      validationRegex: '^[a-z]+(-[a-z]+)?[0-9]+$',
      validationErrorMessage:
        'It needs a location of Firestore, such as nam5, eur3 or europe-west1.',
    },
  },
});

/** Functions run in one region, also of databases that are in several. */
const regionOfDatabase = databaseLocation
  .equals('nam5')
  .thenElse(
    'us-central1',
    databaseLocation
      .equals('nam7')
      .thenElse(
        'us-central1',
        databaseLocation.equals('eur3').thenElse('europe-west1', databaseLocation),
      ),
  );

/**
 * The region of every function. Where the codebase has set one for all of its functions before it loaded these,
 * as the index of a function kit does, that is the default.
 */
export const location = defineString('LOCATION', {
  default: regionOfCodebase() ?? regionOfDatabase,
  label: 'Region of the functions',
  description:
    'Where all functions of Firestreak run, such as us-central1 or europe-west1; best where the database is.',
  input: {
    text: {
      example: 'europe-west1',
      validationRegex: '^[a-z]+-[a-z]+[0-9]+$',
      validationErrorMessage: 'It needs a region of Cloud Run functions, such as europe-west1.',
    },
  },
});

/** What the codebase has given to `setGlobalOptions`. */
function regionOfCodebase(): string | Expression<string> | undefined {
  const { getGlobalOptions } = functionsOptions as typeof functionsOptions & {
    /** Exported, though not among the types. */
    readonly getGlobalOptions?: () => functionsOptions.GlobalOptions;
  };
  const region = getGlobalOptions?.().region;
  return typeof region === 'string' || region instanceof Expression ? region : undefined;
}

/** The region of all functions, at run time. */
export function region(): string {
  // The CLI tells each function where it was deployed to; its emulator only has the parameter.
  return process.env['FUNCTION_REGION'] ?? (location.value() || DEFAULT_REGION);
}

/** As of the CLI, so that what is named by it has a name that the services accept. */
const INSTANCE_ID = /^[a-z0-9_]([a-z0-9_-]{0,38}[a-z0-9_])?$/;

/** The instance of a function kit that this is, as the CLI says when it is deployed and when it runs. */
const kitInstance = process.env['FIREBASE_KIT_INSTANCE_ID'];

/**
 * Which of several instances in the project this is; undefined where there is only one. A codebase with a prefix, of which
 * the CLI tells nothing, says it in its `.env`.
 */
export const instanceId = idIn(kitInstance ?? process.env['INSTANCE_ID']);

function idIn(text = ''): string | undefined {
  if (text === '' || INSTANCE_ID.test(text)) return text || undefined;
  throw new Error(
    `INSTANCE_ID must be at most 40 lower-case letters, digits, hyphens and underscores, and not begin or end with a hyphen. It is ${JSON.stringify(text)}.`,
  );
}

/** What the names of this instance begin with. */
const instancePrefix = instanceId === undefined ? '' : `kit-${instanceId}-`;

/** The id of a topic in the project. */
export function topicId(topic: TopicName): string {
  return `${instancePrefix}${topic}`;
}

/** Where Hosting shows this instance's cards. */
export const cardsPath = instanceId === undefined ? '/s' : `/s-${instanceId}`;

/**
 * The name under which a function is deployed beside this one. The CLI puts the instance or the prefix of the
 * codebase, and groups that the codebase has made, before the name that the function is exported by; what it has put
 * before the name of this one, it has put before all.
 */
export function deployedName(exportedAs: string): string {
  return `${deployedPrefix()}${exportedAs}`;
}

/**
 * The name by which the Admin SDK finds a task queue beside this function: from 14.2 on, it puts the instance of a
 * kit before it by itself.
 */
export function queueName(queue: QueueName, sdkVersion: string): string {
  const whole = deployedName(queue);
  const [major = 0, minor = 0] = sdkVersion.split('.').map(Number);
  const isGivenPrefix = kitInstance !== undefined && (major > 14 || (major === 14 && minor >= 2));
  return isGivenPrefix && whole.startsWith(instancePrefix)
    ? whole.slice(instancePrefix.length)
    : whole;
}

function deployedPrefix(): string {
  const exportedAs = process.env['FUNCTION_TARGET']?.split('.').at(-1);
  // `projects/…/locations/…/services/NAME`, from the CLI. Cloud Run has the name in lower case, its emulator as it is.
  const deployedAs =
    process.env['EVENTARC_CLOUD_EVENT_SOURCE']?.split('/').at(-1) ?? process.env['K_SERVICE'];
  if (exportedAs === undefined || deployedAs === undefined) return instancePrefix;
  const isWhole = deployedAs.toLowerCase().endsWith(exportedAs.toLowerCase());
  return isWhole ? deployedAs.slice(0, -exportedAs.length) : instancePrefix;
}
