import { isDeepStrictEqual } from 'node:util';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import type { Firestore } from 'firebase-admin/firestore';
import { databaseOf } from '../../../functions/src/platform/firestore';
import { program } from '../../../functions/src/program';
import { referenceStreak } from '../../../test/reference/reference';
import { RUN_AT } from '../../bench/population';

const DAY_MS = 86_400_000;

/** The two kinds of users in the population that are due: active on ten days until two days ago. */
const KINDS = ['evaluation_high', 'quiz_easy_passed'] as const;

/** What is wrong with users who have been judged once each, by a second implementation of the rules. */
export async function flawsOf(projectId: string, users: number): Promise<string[]> {
  const app = initializeApp({ projectId }, projectId);
  try {
    const db = databaseOf(app);
    const [even, odd] = [expectation(KINDS[0]), expectation(KINDS[1])];
    const [standings, ledgers, events] = await Promise.all([
      standingsIn(db),
      ledgersIn(db),
      eventsIn(db),
    ]);
    const wrong = standings.size === users ? [] : [`there are ${standings.size} users`];
    for (const [uid, standing] of standings) {
      const { verdict, event, ...should } = Number(uid.slice(-1)) % 2 === 0 ? even : odd;
      const is = { standing, ledger: ledgers.get(uid), events: events.get(uid) };
      const all = { standing: should, ledger: verdict, events: event };
      if (!isDeepStrictEqual(is, all)) {
        wrong.push(`${uid} is ${JSON.stringify(is)}, not ${JSON.stringify(all)}`);
      }
    }
    return wrong;
  } finally {
    await deleteApp(app);
  }
}

function expectation(type: string) {
  const last = RUN_AT - 2 * DAY_MS;
  const activities = Array.from({ length: 10 }, (_, day) => ({
    occurredAt: last - day * DAY_MS,
    type,
    quantity: 1,
  }));
  const home = 'Europe/Berlin';
  const streak = referenceStreak({ program, home, moves: [], activities, until: RUN_AT });
  const { current, longest, freezes, xp, verdicts } = streak;
  const missed = new Date(last + DAY_MS).toISOString().slice(0, 10);
  const verdict = `${missed} ${verdicts[missed] ?? 'open'}`;
  const event = `${verdicts[missed] === 'frozen' ? 'freeze_applied' : 'streak_broken'}.${missed}.0`;
  return { current, longest, freezes, xp, verdict, event };
}

async function standingsIn(db: Firestore) {
  const { docs } = await db.collection('users').get();
  return new Map(
    docs.map((doc) => {
      const { current, longest, freezes, xp } = doc.get('standing') as Record<string, unknown>;
      return [doc.id, { current, longest, freezes, xp }];
    }),
  );
}

/** The judged days of each user that are not active ones. */
async function ledgersIn(db: Firestore) {
  const { docs } = await db.collectionGroup('months').get();
  return byUser(
    docs.flatMap((doc) =>
      Object.entries(doc.get('days') as Record<string, { verdict: string }>)
        .filter(([, { verdict }]) => verdict !== 'active')
        .map(([day, { verdict }]): [string | undefined, string] => [
          doc.ref.parent.parent?.id,
          `${day} ${verdict}`,
        ]),
    ),
  );
}

async function eventsIn(db: Firestore) {
  const { docs } = await db.collectionGroup('events').get();
  return byUser(docs.map((doc) => [doc.ref.parent.parent?.id, doc.id]));
}

function byUser(found: readonly (readonly [string | undefined, string])[]): Map<string, string> {
  const all = new Map<string, string>();
  for (const [uid = '', what] of found) all.set(uid, [all.get(uid), what].filter(Boolean).join());
  return all;
}
