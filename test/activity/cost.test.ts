import { deleteApp, initializeApp } from 'firebase-admin/app';
import type { Firestore } from 'firebase-admin/firestore';
import { noOutages } from '../../functions/src/engine/outages';
import { logActivity } from '../../functions/src/features/streaks/logActivity';
import { setTimeZone } from '../../functions/src/features/streaks/setTimeZone';
import { databaseOf } from '../../functions/src/platform/firestore';
import { program } from '../../functions/src/program';
import { startFirestore } from '../../local/firestore/index';

let server: Awaited<ReturnType<typeof startFirestore>>;
let app: ReturnType<typeof initializeApp>;
let db: Firestore;

beforeAll(async () => {
  server = await startFirestore();
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  app = initializeApp({ projectId: 'demo-cost' });
  db = databaseOf(app);
});

afterAll(async () => {
  await deleteApp(app);
  await server.close();
});

/** Someone who logs activities and tells zones at instants. */
function someone(uid: string) {
  const caller = { uid, correlationId: 'test' };
  const at = (moment: string) => ({
    ...{ db, program, outages: noOutages },
    now: () => Date.parse(moment),
  });
  return {
    log: (occurredAt: string, timeZone: string, deliveredAt = occurredAt) =>
      logActivity(at(deliveredAt), caller, {
        ...{ activityId: `at-${Date.parse(occurredAt)}`, type: 'quiz_easy_passed', quantity: 1 },
        ...{ occurredAt, timeZone },
      }),
    move: (moment: string, timeZone: string, fixed?: boolean) =>
      setTimeZone(at(moment), caller, { timeZone, fixed }),
  };
}

type Someone = ReturnType<typeof someone>;

/** What it costs that an activity of the morning arrives late, when two of its day are known. */
async function costOfLate({ log }: Someone, timeZone: string) {
  await log('2026-03-20T12:00Z', timeZone);
  await log('2026-03-20T13:00Z', timeZone);
  server.resetUsage();
  await log('2026-03-20T09:00Z', timeZone, '2026-03-20T14:00Z');
  const { reads, writes } = server.usage;
  return { reads, writes };
}

/** Reads the user and whether the activity is known; writes it, the user and the month. */
const once = { reads: 2, writes: 3 };

describe('a late activity reads and writes as little as any other', () => {
  const lives: [string, string, (life: Someone) => Promise<unknown>][] = [
    [
      'in one zone',
      'Europe/Berlin',
      async ({ log }) => {
        await log('2026-03-02T12:00Z', 'Europe/Berlin');
      },
    ],
    [
      'in one zone by two names',
      'Asia/Kolkata',
      async ({ log, move }) => {
        await log('2026-03-19T10:00Z', 'Asia/Calcutta');
        await move('2026-03-19T11:00Z', 'Asia/Kolkata');
      },
    ],
    [
      'in a zone that has just been fixed',
      'Europe/Berlin',
      async ({ log, move }) => {
        await log('2026-03-19T10:00Z', 'Europe/Berlin');
        await move('2026-03-19T11:00Z', 'Europe/Berlin', true);
      },
    ],
    [
      'in a zone that has long been fixed, whatever the device shows',
      'America/Los_Angeles',
      async ({ log, move }) => {
        await log('2026-03-02T10:00Z', 'Asia/Tokyo');
        await move('2026-03-02T11:00Z', 'Europe/Berlin', true);
      },
    ],
    [
      'after a move of long ago',
      'Europe/Berlin',
      async ({ log }) => {
        await log('2026-03-02T12:00Z', 'America/New_York');
        await log('2026-03-10T12:00Z', 'Europe/Berlin'); // ten days before
      },
    ],
  ];

  test.each(lives)('%s', async (name, timeZone, live) => {
    const life = someone(name.replaceAll(/\W/g, '-'));
    await live(life);
    expect(await costOfLate(life, timeZone)).toEqual(once);
  });
});

test('after a move of lately it reads the activities of all days that are not sealed', async () => {
  const life = someone('traveller');
  await life.log('2026-03-02T12:00Z', 'America/New_York');
  await life.log('2026-03-11T12:00Z', 'Europe/Berlin'); // the last day in New York is recent for nine
  expect(await costOfLate(life, 'Europe/Berlin')).toEqual({ reads: 4, writes: 3 });
});
