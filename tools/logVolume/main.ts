import { lines } from './entries';
import type { CallableName } from '../../functions/src/functions';
import { startFirestore } from '../../local/firestore/index';
import { startHost } from '../../local/host/index';
import { startPubsub } from '../../local/pubsub/index';
import { runCommand } from '../../local/suite/commandLine';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { UsageError } from '../../local/suite/usageError';
import { freePort } from '../../test/support/freePort';
import { type Columns, markdownTable } from '../bench/markdownTable';

const usage = `Usage: npm run tool -- log-volume

Lets users have a day in the deployed functions, on the embedded servers: each opens the app twice (getStreak, getCalendar),
logs three activities, and looks at a board. Prints how many log entries and bytes a user's day comes to, by who writes
them, and what that is for a million users a day.`;

const projectId = 'demo-log-volume';
const USERS = 50;
const MILLION = 1_000_000;
const GIB = 1024 ** 3;

/** What Cloud Run itself logs of each request, with its labels, in bytes: an estimate. */
const REQUEST_BYTES = 1_100;

/** What Cloud Logging adds to an entry of a function (resource, labels, insertId, times), in bytes: an estimate. */
const ENVELOPE_BYTES = 450;

/** What Cloud Logging costs beyond the 50 GiB a month that are free (https://cloud.google.com/stackdriver/pricing). */
const DOLLARS_PER_GIB = 0.5;

/** What the filters of docs/operations.md leave of what each logs. */
const KEPT = [0, 1, 0.1];

/** The calls of a day; those that log name an activity. */
const day: readonly (readonly [CallableName, object])[] = [
  ['getStreak', {}],
  ['getCalendar', { month: new Date().toISOString().slice(0, 7) }],
  ...[1, 2, 3].map(
    (n) =>
      [
        'logActivity',
        { activityId: `a${n}`, type: 'quiz_easy_passed', timeZone: 'Europe/Berlin' },
      ] as const,
  ),
  ['getStreak', {}],
  ['getCalendar', { month: new Date().toISOString().slice(0, 7) }],
  ['getLeaderboard', { board: 'weekly' }],
];

/** Entries of one writer in the day of one user. */
interface Written {
  readonly by: string;
  readonly entries: number;
  readonly bytes: number;
}

async function main(args: readonly string[]): Promise<void> {
  if (args.length > 0) throw new UsageError('It takes no arguments.');
  const port = await freePort();
  const functionsEmulator = `127.0.0.1:${port}`;
  const [store, pubsub] = await Promise.all([
    startFirestore({ functionsEmulator, indexes: declaredIndexes() }),
    startPubsub(),
  ]);
  Object.assign(process.env, {
    GCLOUD_PROJECT: projectId,
    FIREBASE_CONFIG: JSON.stringify({ projectId }),
    FIRESTORE_EMULATOR_HOST: store.host,
    PUBSUB_EMULATOR_HOST: pubsub.host,
    CLOUD_TASKS_EMULATOR_HOST: functionsEmulator,
    METADATA_SERVER_DETECTION: 'none',
    FUNCTIONS_EMULATOR: 'true',
    FIREBASE_DEBUG_MODE: 'true',
    FIREBASE_DEBUG_FEATURES: JSON.stringify({ skipTokenVerification: true }),
  });
  const functions = (await import('../../functions/src/index.js')) as Record<string, unknown>;
  const host = await startHost({
    ...{ functions, projectId, port, firestoreHost: store.host, pubsubHost: pubsub.host },
    settled: async () => {
      await pubsub.idle();
      await store.idle();
    },
  });
  let requests = 0;
  store.onCommit(({ path }) => {
    if (/^users\/[^/]+\/(months|events)\//.test(path)) requests += 1; // each starts a trigger
  });
  const first = { activityId: 'a0', type: 'quiz_easy_passed', timeZone: 'Europe/Berlin' };
  for (let n = 0; n < USERS; n += 1) await host.call('logActivity', first, { uid: `user${n}` });
  await host.idle();
  [requests, lines.length] = [0, 0];
  for (let n = 0; n < USERS; n += 1) {
    for (const [name, data] of day) await host.call(name, data, { uid: `user${n}` });
  }
  await host.idle();
  requests += USERS * day.length;
  const written = [
    ...of('firebase-functions, of each call (DEBUG)', (entry) => !('operation' in entry)),
    ...of('Firestreak', (entry) => 'operation' in entry),
    { by: 'Cloud Run, of each request', entries: requests, bytes: requests * REQUEST_BYTES },
  ];
  const kept = written.map(({ by, entries, bytes }, index) => {
    const share = KEPT[index] ?? 1;
    return { by, entries: entries * share, bytes: bytes * share };
  });
  const rows = [...written, sumOf('all', written), sumOf('all, with the filters', kept)];
  process.stdout.write(markdownTable(columns, rows));
  process.exit(0);
}

function sumOf(by: string, written: readonly Written[]): Written {
  return {
    by,
    entries: written.reduce((sum, { entries }) => sum + entries, 0),
    bytes: written.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function of(by: string, isTheirs: (entry: object) => boolean): Written[] {
  const theirs = lines.filter((line) => isTheirs(JSON.parse(line) as object));
  const bytes = theirs.reduce((sum, line) => sum + Buffer.byteLength(line) + ENVELOPE_BYTES, 0);
  return [{ by, entries: theirs.length, bytes }];
}

const gibADay = ({ bytes }: Written) => (bytes / USERS / GIB) * MILLION;

const columns: Columns<Written> = [
  ['who logs', ({ by }) => by],
  ['entries a user and day', ({ entries }) => (entries / USERS).toFixed(1)],
  ['bytes', ({ bytes }) => String(Math.round(bytes / USERS))],
  ['GiB a day, a million users', (each) => gibADay(each).toFixed(1)],
  ['$ a day', (each) => (gibADay(each) * DOLLARS_PER_GIB).toFixed(2)],
];

runCommand(usage, main);
