import { createHash } from 'node:crypto';
import { type DocumentData, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Write } from '../platform/write';
import { type Day, monthOf } from '../shared/day';
import type { Program } from '../shared/programSchema';
import type { LedgerDay } from './ledgerDay';
import { levelOf } from './level';
import type { Settled } from './settle';
import { monthDocument, userDocument } from './stored';
import { userPath } from './userPath';
import type { StreakState } from './streakState';

/** Due users are looked up shard by shard, so that no index range is hot. */
export const SHARD_COUNT = 64;

/** The shard of a user: stable, and even over users. */
function shardOf(uid: string): number {
  return createHash('sha256').update(uid).digest().readUInt32BE(0) % SHARD_COUNT;
}

/** The streak in a user document, or undefined where there is none. @throws ZodError if malformed */
export function readStreak(data: DocumentData | undefined): StreakState | undefined {
  return data?.['streak'] === undefined ? undefined : userDocument.parse(data).streak;
}

/** The ledger days in a month document. @throws ZodError if malformed */
export function readMonth(data: DocumentData): Record<Day, LedgerDay> {
  return monthDocument.parse(data).days;
}

/** What writes carry besides the streak itself. */
export interface WriteContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly program: Program;
  readonly correlationId: string;
  /** Version of the user document that was settled, where no transaction guards it. */
  readonly lastUpdateTime?: Timestamp;
}

/** Everything that must be written, in one commit, for a streak to become what `settled` says. */
export function streakWrites(uid: string, settled: Settled, context: WriteContext): Write[] {
  const user = userPath(uid);
  return [
    userWrite(uid, settled, context),
    ...ledgerWrites(user, settled.changedDays),
    ...settled.events.map(({ id, ...event }) => eventWrite(user, id, event, context)),
  ];
}

function userWrite(uid: string, settled: Settled, context: WriteContext): Write {
  const data = z.encode(userDocument, {
    shard: shardOf(uid),
    lapseAt: settled.lapseAt,
    streak: settled.state,
    standing: settled.standing,
    level: levelOf(settled.standing.xp, context.program).level,
    programVersion: context.program.version,
  });
  const { lastUpdateTime } = context;
  return {
    path: userPath(uid),
    data,
    fields: Object.keys(data).map((field) => [field]),
    ...(lastUpdateTime && { precondition: lastUpdateTime }),
  };
}

function ledgerWrites(user: string, changed: Settled['changedDays']): Write[] {
  const months = new Set(Object.keys(changed).map(monthOf));
  return [...months].map((month) => {
    const days = Object.entries(changed).filter(([day]) => monthOf(day) === month);
    return {
      path: `${user}/months/${month}`,
      data: z.encode(monthDocument, { days: Object.fromEntries(days) }),
      fields: days.map(([day]) => ['days', day]),
    };
  });
}

function eventWrite(
  user: string,
  id: string,
  event: Record<string, unknown>,
  { now, correlationId }: WriteContext,
): Write {
  return {
    path: `${user}/events/${id}`,
    data: { ...event, at: Timestamp.fromMillis(now), correlationId },
    precondition: 'absent',
  };
}
