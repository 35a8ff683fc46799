import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Write } from '../platform/write';
import { userPath } from '../streaks/userPath';
import type { Period } from './boards';
import { ruleOf } from './score';
import {
  type BoardRecord,
  type Profile,
  boardRecord,
  profileField,
  publishedBoard,
} from './stored';

const DAY_MS = 86_400_000;

/** How long past boards are kept: 12 periods, and the one that is being built. */
const KEPT_DAYS = { weekly: 13 * 7, monthly: 13 * 31 } as const;

/**
 * The profile in a user document; undefined for a user who has not opted in, and is shown to nobody.
 *
 * @throws ZodError if malformed
 */
export function readProfile(data: DocumentData | undefined): Profile | undefined {
  return profileField.nullish().parse(data?.['profile']) ?? undefined;
}

/** The write that makes it a user's profile; without one, their scores go as well. */
export function profileWrite(uid: string, profile: Profile | null): Write {
  const data = profile ? { profile } : { profile, board: null };
  return { path: userPath(uid), data, fields: Object.keys(data).map((field) => [field]) };
}

/** The name of a period's published board. */
export function boardName({ board, name }: Period): string {
  return board === 'allTime' ? board : `${board}_${name}`;
}

/** Path of a board as clients may read it. */
export function boardPath(name: string): string {
  return `leaderboards/${name}`;
}

/** Path of a board as the functions keep it. */
export function recordPath(name: string): string {
  return `boardRecords/${name}`;
}

/** Until when a board that is built at `now` is kept, in milliseconds since the epoch. */
export function keptUntil({ board }: Period, now: number): number | null {
  return board === 'allTime' ? null : now + KEPT_DAYS[board] * DAY_MS;
}

/** What clients may read goes so much earlier: whoever is on it can be taken off as long as it is there. */
const GOES_EARLIER_MS = 3 * DAY_MS;

/** What publishes a board by a name: the record of who is on it, and what of it clients may read. */
export function boardWrites(name: string, board: Omit<BoardRecord, 'members'>): Write[] {
  const { period, builtAt, total, expireAt } = board;
  const record = { ...board, members: board.entries.map(({ id }) => id) };
  const published = {
    ...{ board: board.board, period, rule: ruleOf(board.board), builtAt, total },
    expireAt: expireAt === null ? null : expireAt - GOES_EARLIER_MS,
    entries: board.entries.map(({ rank, displayName, activeDays, run, xp }) => {
      return { rank, displayName, activeDays, run, xp };
    }),
  };
  return [
    { path: recordPath(name), data: z.encode(boardRecord, record) },
    { path: boardPath(name), data: z.encode(publishedBoard, published) },
  ];
}
