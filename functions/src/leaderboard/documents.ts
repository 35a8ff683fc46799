import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Write } from '../platform/write';
import { userPath } from '../streaks/userPath';
import type { Period } from './boards';
import { type BoardDocument, type Profile, boardDocument, profileField } from './stored';

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

/** Path of a published board. */
export function boardPath(name: string): string {
  return `leaderboards/${name}`;
}

/** Until when a board that is built at `now` is kept, in milliseconds since the epoch. */
export function keptUntil({ board }: Period, now: number): number | null {
  return board === 'allTime' ? null : now + KEPT_DAYS[board] * DAY_MS;
}

/** A published board as it is stored. */
export function boardData(board: BoardDocument): DocumentData {
  return z.encode(boardDocument, { ...board, members: board.entries.map(({ id }) => id) });
}

/** Publishes a board. */
export async function boardWrite(
  db: Firestore,
  name: string,
  { period, ...built }: Omit<BoardDocument, 'board' | 'period' | 'members'> & { period: Period },
): Promise<void> {
  const document = { ...built, board: period.board, period: period.name, members: [] };
  await db.doc(boardPath(name)).set(boardData(document));
}
