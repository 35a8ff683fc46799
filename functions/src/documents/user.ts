import { type DocumentData, FieldValue, Timestamp } from 'firebase-admin/firestore';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { stableHash, userPath } from '../contracts/ids';
import { shardOf } from '../contracts/shards';
import { type Day, monthOf } from '../engine/days';
import type { LedgerDay } from '../engine/ledger';
import type { Program } from '../engine/program';
import { boardOf, scoresOf } from '../engine/scores';
import type { Settled } from '../engine/settle';
import type { StreakState } from '../engine/streakState';
import type { ZoneSegment } from '../engine/timeline';
import { userFields } from '../engine/userFields';
import { catalogue } from '../events';
import { instant, type Write } from '../platform/write';
import { progressWrites } from './challenge';
import { assertNotMerged } from './merged';
import { type PublishedFrom, settledOutbox } from './outbox';
import { monthDocument, type UserDocument, userDocument, userUpdate } from './streak';
import { known } from '../contracts/shapes';

const streakInUser = userDocument.pick({ streak: true });

/**
 * The streak in the document of a user who acts, or undefined where there is none.
 *
 * @throws ZodError if malformed, or FirestreakError `account-merged`
 */
export function readStreak(data: DocumentData | undefined): StreakState | undefined {
  assertNotMerged(data);
  return storedStreak(data);
}

/** The streak in a user document, also of an account that was merged, which has none. @throws ZodError if malformed */
export function storedStreak(data: DocumentData | undefined): StreakState | undefined {
  return known('users', data)?.['streak'] === undefined
    ? undefined
    : withoutWaiting(streakInUser.parse(data).streak);
}

/** A user document, as far as streaks are concerned. @throws ZodError if malformed */
export function readUser(data: DocumentData): UserDocument {
  const user = userDocument.parse(known('users', data));
  return { ...user, streak: withoutWaiting(user.streak) };
}

/** What the document of a user holds whose streak is `settled`. */
export function userOf(uid: string, settled: Settled, program: Program): UserDocument {
  return {
    shard: shardOf(uid),
    ...userFields(settled, program),
    ...(settled.state.listed && { board: boardOf(stableHash(uid), scoresOf(settled)) }),
  };
}

/** No device's clock is believed to be farther ahead. */
const MOST_AHEAD_MS = 3_600_000;

/** Earlier versions let a change of zone wait for the end of the day. One that still does is in force. */
function withoutWaiting(streak: StreakState): StreakState {
  const { timeline, settledAt } = streak;
  const isWaiting = ({ from }: ZoneSegment) => from > settledAt + MOST_AHEAD_MS;
  if (!timeline.some(isWaiting)) return streak;
  const inForce = (each: ZoneSegment) => (isWaiting(each) ? { ...each, from: settledAt } : each);
  const [first, ...others] = timeline;
  return { ...streak, timeline: [inForce(first), ...others.map(inForce)] };
}

/** The ledger days in a month document. @throws ZodError if malformed */
export function readMonth(data: DocumentData): Record<Day, LedgerDay> {
  return monthDocument.parse(known('months', data)).days;
}

/** What users set by themselves, as `setAt` in their documents names it. */
export type Setting = 'preferences' | 'profile' | 'plan' | 'timeZone';

const settings: readonly Setting[] = ['preferences', 'profile', 'plan', 'timeZone'];

/**
 * Notes that a user has set something now, by the clock of the store: the erasure of what was before
 * leaves it. Beside the write of the setting, in the same transaction.
 */
export function settingWrite(uid: string, setting: Setting): Write {
  const data = { setAt: { [setting]: FieldValue.serverTimestamp() } };
  return { path: userPath(uid), data, fields: [['setAt', setting]] };
}

const setTimes = z.object({ setAt: z.partialRecord(z.enum(settings), instant) });

/** What users have set after an instant (milliseconds since the epoch, by the clock of the store). */
export function settingsSince(user: DocumentData | undefined, since: number): Setting[] {
  const { setAt } = setTimes.safeParse(user).data ?? { setAt: {} };
  return settings.filter((setting) => (setAt[setting] ?? 0) > since);
}

/** What writes carry besides the streak itself. */
export interface WriteContext extends PublishedFrom {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly program: Program;
  readonly correlationId: string;
  /** Told apart by it: commits of the same writes by different workers. */
  readonly attempt?: string;
  /** Fields of the user document that are another feature's, for the same write. */
  readonly alongside?: Readonly<Record<string, unknown>>;
  /**
   * What was settled, if the document holds just that: only what differs is written then. Not for
   * transactions, whose library refuses to write that a field is gone.
   */
  readonly stored?: StreakState;
  /** Version of the user document that was settled, where no transaction guards it. */
  readonly lastUpdateTime?: Timestamp;
}

/** Everything that must be written, in one commit, for a streak to become what `settled` says. */
export function streakWrites(uid: string, settled: Settled, context: WriteContext): Write[] {
  const user = userPath(uid);
  const outbox = settledOutbox(uid, settled, context);
  const alongside = { ...context.alongside, ...outbox.fields };
  return [
    userWrite(uid, settled, { ...context, alongside }),
    ...ledgerWrites(user, settled.changedDays),
    ...progressWrites(uid, settled.progressed),
    ...settled.events.map(({ id, ...event }) =>
      eventWrite(uid, id, { ...event, ...togetherWith(id, settled.events) }, context),
    ),
    ...outbox.writes,
  ];
}

function userWrite(uid: string, settled: Settled, context: WriteContext): Write {
  const { alongside, lastUpdateTime, stored, program } = context;
  const user = userOf(uid, settled, program);
  const change = stored && changeOf(stored, user.streak);
  const encoded = change
    ? z.encode(userUpdate, { ...user, streak: change.streak })
    : z.encode(userDocument, user);
  const data = { ...encoded, ...alongside };
  return {
    path: userPath(uid),
    data,
    fields: Object.entries(data).flatMap(([field, value]) => {
      if (field === 'streak' && change) return change.fields;
      // Parts that only a newer version knows stay.
      if (field === 'streak') return Object.keys(value ?? {}).map((part) => [field, part]);
      // Scores of periods that are over stay beside those of the present.
      if (field === 'board') return Object.keys(value ?? {}).map((slot) => [field, slot]);
      return [[field]];
    }),
    ...(lastUpdateTime && { precondition: lastUpdateTime }),
  };
}

/** What differs of two streaks, with its paths in the document; a day that is gone has a path only. */
function changeOf(before: StreakState, after: StreakState) {
  const parts = differing(before, after).filter((part) => part !== 'recent');
  const days = differing(before.recent, after.recent);
  return {
    streak: {
      ...only(after, parts),
      recent: Object.fromEntries(
        Object.entries(after.recent).filter(([day]) => days.includes(day)),
      ),
    },
    fields: [
      ...parts.map((part) => ['streak', part]),
      ...days.map((day) => ['streak', 'recent', day]),
    ],
  };
}

/** Names of what is not the same in two objects. */
function differing<T extends object>(before: T, after: T): (keyof T & string)[] {
  const names = Object.keys({ ...before, ...after }) as (keyof T & string)[];
  return names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

/** What an object holds under some names, as far as it does. */
function only<T extends object>(all: T, names: readonly (keyof T & string)[]): Partial<T> {
  const held = names.filter((name) => name in all);
  return Object.fromEntries(held.map((name) => [name, all[name]])) as Partial<T>;
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

/** The other events of the moment that users are told of: they are one message. */
function togetherWith(id: string, events: Settled['events']) {
  const told = events.filter(({ kind }) => catalogue[kind].message !== null).map((each) => each.id);
  const together = told.filter((each) => each !== id);
  return told.includes(id) && together.length > 0 ? { together } : {};
}

/**
 * What other rules or another past may bring about once more, long after it was told. Then the event is written
 * over, of which nobody is told; an event of any other kind that is there already is a conflict.
 */
const recurring = ['personal_record', 'badge_earned', 'level_reached'];

function eventWrite(
  uid: string,
  id: string,
  event: Record<string, unknown>,
  { now, correlationId, attempt }: WriteContext,
): Write {
  return {
    path: `${userPath(uid)}/events/${id}`,
    data: {
      ...event,
      shard: shardOf(uid),
      at: Timestamp.fromMillis(now),
      correlationId,
      ...(attempt !== undefined && { attempt }),
    },
    ...(!recurring.includes(String(event['kind'])) && { precondition: 'absent' }),
  };
}
