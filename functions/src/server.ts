import { type App, getApps, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { callables } from './callables';
import { programInUse, textsInUse } from './choices';
import type { StrictRequest } from './contracts/contract';
import { FirestreakError } from './contracts/errors';
import { checkProgram, type ProgramDefinition } from './contracts/program';
import { assertSupported } from './edge/authorize';
import { asRefusal, parsed } from './edge/refusals';
import { bodyErrorOf } from './edge/requestBody';
import type { CallableRow } from './edge/rows';
import { noCache } from './features/calendar/calendarCache';
import { cachedOutages } from './features/outages/cachedOutages';
import { loadOutages } from './features/outages/store';
import type { Caller } from './platform/request';
import { enqueueBy } from './platform/tasks';
import { createStreaks, judgingBy, type StreakPorts } from './streaks';

export { type ErrorReason, FirestreakError } from './contracts/errors';
export { type ProgramDefinition, ProgramError } from './contracts/program';

/** Which Firestreak of the project a server works on. What is left out is as an installation has it by default. */
export interface ServerOptions {
  /** `FIRESTORE_DATABASE_ID` of the installation. Default: `firestreak`. */
  readonly databaseId?: string;
  /** Id of the kit instance, such as `reading`. Default: none, for functions that were deployed without a kit. */
  readonly instance?: string;
  /** Region of the functions. Default: `us-central1`. */
  readonly region?: string;
  /**
   * How many days back activities may be dated, 2 to 366. Days that are settled are judged again then, as an
   * outage has them judged. Default: 30.
   */
  readonly maxBackdateDays?: number;
  /** The program that the functions run by. Default: that of `useProgram` in this process, or the default one. */
  readonly program?: ProgramDefinition;
  /**
   * Whether the app is told of what is done by this server: `true` where the installation has any of
   * `PUBLISH_EVENTS`, `WEBHOOK_URLS`, `MANAGED_WEBHOOKS` and `EVENTARC_CHANNEL`. Default: it is not.
   */
  readonly publishesEvents?: boolean;
  /** The app of the Admin SDK. Default: the default app, which is initialized if there is none. */
  readonly app?: App;
  /** The time, in milliseconds since the epoch. Default: the clock of this machine. For tests. */
  readonly now?: () => number;
}

type Table = typeof callables;

type ContractOf<Name extends keyof Table> = ReturnType<Table[Name]['contract']>;

type RequestOf<Name extends keyof Table> = z.input<ContractOf<Name>['request']>;

type ResponseOf<Name extends keyof Table> = z.output<ContractOf<Name>['response']>;

/** A document of an export: where it is stored, and what is in it. */
export type ExportedDocument = ResponseOf<'exportMyData'>['documents'][number];

/**
 * Firestreak for an app's own functions and servers: the use cases that clients call, for any user, in this
 * process. Requests and answers are those of docs/api.md. Each method throws a {@link FirestreakError} for the
 * reasons given there, and nothing has been changed when it does.
 */
export interface Server {
  /**
   * Records an activity of a user. The same `activityId` is recorded once; a second time it returns the first
   * answer. There is no rate limit, and it may be dated back further than a device may: see `maxBackdateDays`.
   */
  logActivity(uid: string, activity: RequestOf<'logActivity'>): Promise<ResponseOf<'logActivity'>>;
  /**
   * Records up to 100 activities of a user in one transaction, oldest first, each with an outcome of its own. A
   * second time it changes nothing.
   */
  logActivities(
    uid: string,
    activities: RequestOf<'logActivities'>['activities'],
  ): Promise<ResponseOf<'logActivities'>>;
  /**
   * Takes back an activity of a user, for 48 hours after it happened: the streak is as if it had never been
   * logged. Its `activityId` cannot be used again.
   */
  undoActivity(uid: string, activityId: string): Promise<ResponseOf<'undoActivity'>>;
  /** The user's streak as it is now. */
  getStreak(uid: string): Promise<ResponseOf<'getStreak'>>;
  /** Why each day was judged as it was. Default: the last 14 days. */
  explainStreak(
    uid: string,
    range?: RequestOf<'explainStreak'>,
  ): Promise<ResponseOf<'explainStreak'>>;
  /** The verdict on each day of a month or a range. One read, and one more for each earlier month. */
  getCalendar(uid: string, range: RequestOf<'getCalendar'>): Promise<ResponseOf<'getCalendar'>>;
  /** Reports where the user is. */
  setTimeZone(uid: string, zone: RequestOf<'setTimeZone'>): Promise<ResponseOf<'setTimeZone'>>;
  /** Gives a user freezes or takes some. The same `adjustmentId` is applied once. */
  adjustFreezes(
    uid: string,
    adjustment: Omit<RequestOf<'adjustFreezes'>, 'uid'>,
  ): Promise<ResponseOf<'adjustFreezes'>>;
  /**
   * Joins two accounts of one person: all that `from` has done counts in `into`, and `from` ends. The same pair
   * again changes nothing. As for `deleteData`, the caller needs the role Cloud Tasks Enqueuer.
   */
  mergeUsers(merge: RequestOf<'mergeUsers'>): Promise<ResponseOf<'mergeUsers'>>;
  /** Everything that is stored about a user, document by document. One read each. */
  exportData(uid: string): AsyncGenerator<ExportedDocument, void>;
  /**
   * Deletes everything that is stored about a user. The function `finishErasure` looks once more a quarter of an
   * hour later, and finishes what is left should this process end early; so the caller needs the role
   * Cloud Tasks Enqueuer.
   */
  deleteData(uid: string): Promise<ResponseOf<'deleteMyData'>>;
}

/**
 * Opens a Firestreak for a server. Nothing is connected before the first call.
 *
 * @throws Error when an option cannot be right, ProgramError when the program is wrong
 */
export function createServer(options: ServerOptions = {}): Server {
  const ports = portsOf(options);
  const window = backdatingOf(options);
  const outages = cachedOutages(() => loadOutages(ports.db), ports.now);
  const streaks = createStreaks(ports, judgingBy(ports, outages), {
    cache: () => noCache, // only the functions hear of changes that make a cached month wrong
    logging: () => ({ window }),
    deployment: () => ({ features: [], callables: [], clientLogging: true }), // servers do not ask for it
  });
  const logging = method(callables.logActivity, streaks.logActivity);
  const loggingAll = method(callables.logActivities, streaks.logActivities);
  const undoing = method(callables.undoActivity, streaks.undoActivity);
  const reading = method(callables.getStreak, streaks.getStreak);
  const explaining = method(callables.explainStreak, streaks.explainStreak);
  const adjusting = method(callables.adjustFreezes, streaks.adjustFreezes);
  const merging = method(callables.mergeUsers, streaks.mergeUsers);
  const exporting = method(callables.exportMyData, streaks.exportMyData);
  const deleting = method(callables.deleteMyData, streaks.deleteMyData);

  return {
    logActivity: logging,
    logActivities: (uid, activities) => loggingAll(uid, { activities }),
    undoActivity: (uid, activityId) => undoing(uid, { activityId }),
    getStreak: (uid) => reading(uid, {}),
    explainStreak: (uid, range = {}) => explaining(uid, range),
    getCalendar: method(callables.getCalendar, streaks.getCalendar),
    setTimeZone: method(callables.setTimeZone, streaks.setTimeZone),
    adjustFreezes: (uid, adjustment) => adjusting(uid, { ...adjustment, uid }),
    mergeUsers: (merge) => merging(merge.into, merge),
    async *exportData(uid) {
      let after: string | undefined;
      do {
        const { documents, next } = await exporting(uid, after === undefined ? {} : { after });
        yield* documents;
        after = next ?? undefined;
      } while (after !== undefined);
    },
    deleteData: (uid) => deleting(uid, {}),
  };
}

/** A use case behind its contract. What it throws for a reason is a FirestreakError. */
function method<Request extends StrictRequest, Response extends z.ZodType>(
  { contract }: CallableRow<Request, Response>,
  useCase: (caller: Caller, request: z.output<Request>) => Promise<z.output<Response>>,
): (uid: string, request: z.input<Request>) => Promise<z.output<Response>> {
  return async (uid, request) => {
    try {
      assertSupported(uid);
      const error = bodyErrorOf({ data: request });
      if (error !== undefined) throw new FirestreakError('malformed-request', error);
      const caller = { uid, correlationId: randomUUID() };
      return await useCase(caller, parsed(contract().request, request));
    } catch (thrown) {
      const refusal = asRefusal(thrown);
      if (!refusal) throw thrown;
      throw Object.assign(
        new FirestreakError(refusal.reason, refusal.message, refusal.details),
        refusal === thrown ? {} : { cause: thrown },
      );
    }
  };
}

/** What an option must look like, with an example. */
const shapes = {
  databaseId: [/^(\(default\)|[a-z][a-z0-9-]{2,61}[a-z0-9])$/, 'firestreak'],
  instance: [/^[a-z0-9_-]{1,40}$/, 'reading'],
  region: [/^[a-z]+-[a-z]+\d+$/, 'europe-west1'],
} as const;

/** How far activities may be dated back, in milliseconds. @throws Error */
function backdatingOf({ maxBackdateDays = 30 }: ServerOptions): number {
  if (!Number.isInteger(maxBackdateDays) || maxBackdateDays < 2 || maxBackdateDays > 366) {
    throw new Error(`maxBackdateDays cannot be ${maxBackdateDays}; it is a number from 2 to 366.`);
  }
  return maxBackdateDays * 86_400_000;
}

function portsOf({
  app,
  program,
  now = Date.now,
  publishesEvents = false,
  ...where
}: ServerOptions) {
  const { databaseId = 'firestreak', instance, region = 'us-central1' } = where;
  for (const [name, [pattern, example]] of Object.entries(shapes)) {
    const value = { databaseId, instance, region }[name];
    if (value !== undefined && !pattern.test(value)) {
      throw new Error(
        `${name} cannot be ${JSON.stringify(value)}; it is something like ${example}.`,
      );
    }
  }
  const prefix = instance === undefined ? '' : `kit-${instance}-`;
  const own = program && checkProgram(program);
  const adminApp = () => app ?? defaultApp();
  let db: Firestore | undefined;
  return {
    get db() {
      return (db ??= getFirestore(adminApp(), databaseId));
    },
    get program() {
      return own ?? programInUse();
    },
    get texts() {
      return textsInUse();
    },
    now,
    publishes: publishesEvents,
    enqueue: enqueueBy(adminApp, (queue) => `locations/${region}/functions/${prefix}${queue}`),
  } satisfies StreakPorts;
}

function defaultApp(): App {
  return getApps().find(({ name }) => name === '[DEFAULT]') ?? initializeApp();
}
