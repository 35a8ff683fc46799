import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { stableHash } from '../../functions/src/contracts/ids';
import { boardField } from '../../functions/src/documents/leaderboard';
import { userDocument } from '../../functions/src/documents/streak';
import { userOf } from '../../functions/src/documents/user';
import { noOutages } from '../../functions/src/engine/outages';
import {
  type Board,
  boardOf,
  boards,
  periodOf,
  type Score,
} from '../../functions/src/engine/scores';
import { settle } from '../../functions/src/engine/settle';
import { newStreak } from '../../functions/src/engine/streakState';
import { program } from '../../functions/src/program';
import { seeded } from '../deliveryFaults/random';

/** Someone who takes part, with the same score on each board. */
export interface Competitor extends Score {
  readonly uid: string;
  readonly displayName: string;
}

/** Everybody's clock, on a Wednesday. */
export const NOON = Date.parse('2026-03-04T12:00:00Z');

/**
 * Stores so many users of whom every other one takes part, with scores of which many are equal.
 *
 * @returns those who take part
 */
export async function settleCrowd(db: Firestore, users: number): Promise<Competitor[]> {
  const random = seeded(users);
  const upTo = (most: number) => Math.floor(random.next() * (most + 1));
  const writer = db.bulkWriter({ throttling: false });
  const settled = settle(newStreak('Etc/UTC'), NOON, program, noOutages);
  const competitors: Competitor[] = [];
  for (let number = 0; number < users; number += 1) {
    const uid = `user${number}`;
    const takesPart = number % 2 === 0;
    const streak = z.encode(userDocument, userOf(uid, settled, program));
    const someone = {
      ...{ uid, displayName: `Learner ${number}` },
      ...{ activeDays: upTo(7), run: upTo(40), xp: 10 * upTo(30) },
      reachedAt: NOON - 60_000 * upTo(2000),
    };
    if (takesPart) competitors.push(someone);
    const { displayName } = someone;
    void writer.set(db.doc(`users/${uid}`), {
      ...(number < 40 ? streak : { lapseAt: Timestamp.fromMillis(NOON) }), // few are looked at
      ...(takesPart && { profile: { displayName }, board: scoresOf(someone) }),
    });
    if (number % 5_000 === 0) await writer.flush();
  }
  await writer.close();
  return competitors;
}

function scoresOf({ uid, activeDays, run, xp, reachedAt }: Competitor) {
  const score = { activeDays, run, xp, reachedAt };
  const scores = boards.map((board) => ({ period: periodOf(board, '2026-03-04'), score }));
  return z.encode(boardField, boardOf(stableHash(uid), scores));
}

/** Everybody in the order of the rule, each with their rank: a plain sort, in code of its own. */
export function plainlySorted(
  board: Board,
  competitors: readonly Competitor[],
): (Competitor & { readonly rank: number })[] {
  const counts = ({ activeDays, run, xp }: Score) =>
    board === 'allTime' ? [run] : [activeDays, run, xp];
  const difference = (a: Score, b: Score) =>
    counts(a)
      .map((value, index) => (counts(b)[index] ?? 0) - value)
      .find((each) => each !== 0) ?? 0;
  const sorted = competitors
    .map((each) => ({ ...each, hash: stableHash(each.uid) }))
    .sort((a, b) => difference(a, b) || a.reachedAt - b.reachedAt || (a.hash < b.hash ? -1 : 1));
  let rank = 0;
  return sorted.map((each, index) => {
    const before = sorted[index - 1];
    if (!before || difference(before, each) !== 0) rank = index + 1;
    return { ...each, rank };
  });
}
