import { type DocumentData, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  APP_EVENT_VERSION,
  type AppEvent,
  appEvent,
  type AppEventType,
} from '../contracts/appEvents';
import { stableHash, userPath } from '../contracts/ids';
import { type Preferences, viewPreferences } from '../contracts/preferences';
import { known } from '../contracts/shapes';
import { changesBetween, type Change, type Standing } from '../engine/changes';
import type { StreakEvent } from '../engine/events';
import type { Program } from '../engine/program';
import type { Settled } from '../engine/settle';
import { newTally } from '../engine/tally';
import { levelOf } from '../engine/xp';
import type { StoredEvent } from '../events';
import type { Write } from '../platform/write';
import { userDocument } from './streak';

/** A user's document as far as what is told of it goes on from there. */
const origin = userDocument
  .pick({ standing: true, level: true })
  .partial()
  .extend({ lastSequence: z.int().min(0).optional() });

/** The fields of a user's document that {@link publishedFrom} reads; none where nobody is to be told. */
export function originFields(publishes: boolean | undefined): readonly string[] {
  return publishes ? Object.keys(origin.shape) : [];
}

/** What a change started from; only where changes are published. */
export interface PublishedFrom {
  readonly publishedFrom?: z.output<typeof origin>;
  /** Whether all that changes is of days that were settled long ago. */
  readonly backdated?: boolean;
}

/**
 * What a change starts from, for the app to be told of it.
 *
 * @param publishes whether anybody is to be told
 * @param user the document of the user, as the change has read it
 * @throws ZodError if malformed
 */
export function publishedFrom(
  publishes: boolean | undefined,
  user: DocumentData | undefined,
): PublishedFrom {
  return publishes ? { publishedFrom: origin.parse(user ?? {}) } : {};
}

/** Where and when something happened that an app is told of. */
export interface OutboxContext extends PublishedFrom {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly program: Program;
  readonly correlationId: string;
}

/** What was not fetched from the outbox for so long is deleted, by the TTL policy on `expireAt`. */
const TTL_MS = 30 * 86_400_000;

/** Digits of a sequence in ids, which are in its order so. */
const DIGITS = 16;

/** What is told, before it has its place in the order. */
interface Told {
  readonly type: AppEventType;
  readonly day: string | null;
  readonly backdated?: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
  /** The event that it tells of, by its id. */
  readonly eventId?: string;
}

/** One document of `users/{uid}/outbox`: what one change has brought about, in order. */
const outboxDocument = z.object({
  told: z.array(z.object({ eventId: z.exactOptional(z.string()), event: appEvent })),
});

/** What an app is to be told of a change of a user, in order. @throws ZodError if malformed */
export function readOutbox(data: DocumentData): AppEvent[] {
  return outboxDocument.parse(known('outbox', data)).told.map(({ event }) => event);
}

/** An entry that says nothing, right after another: what is there up to it is published once more. */
export function emptyOutbox(uid: string, outboxId: string, now: number): Write {
  const path = `${userPath(uid)}/outbox/${outboxId}.${now}`;
  return { path, data: { told: [], expireAt: Timestamp.fromMillis(now + TTL_MS) } };
}

/** The part of an id that is in the order of sequences. */
export function placeOf(sequence: number): string {
  return String(sequence).padStart(DIGITS, '0');
}

/** As what an app is told of an event; null: by what has changed, as of badges and levels, or not at all. */
const typeOf: Readonly<Record<StoredEvent['kind'], AppEventType | null>> = {
  freeze_applied: 'streak.frozen',
  freeze_refunded: 'streak.unfrozen',
  streak_broken: 'streak.broken',
  streak_restored: 'streak.restored',
  recovered: 'streak.recovered',
  day_kept: 'streak.kept',
  milestone: 'milestone.reached',
  weekly_bonus_earned: 'bonus.earned',
  challenge_completed: 'challenge.completed',
  at_risk: 'streak.at_risk',
  badge_earned: null,
  level_reached: null,
  personal_record: null,
  milestone_near: null,
  challenge_starting: null,
  challenge_ending: null,
  challenge_missed: null,
  recovery_halfway: null,
  recovery_closing: null,
  pause_ending: null,
  away: null,
};

const changeType = {
  started: 'streak.started',
  extended: 'streak.extended',
  corrected: 'streak.corrected',
  badge: 'badge.earned',
  level: 'level.reached',
} as const satisfies Readonly<Record<Change['kind'], AppEventType>>;

/** Achievements follow what has become of the run. */
const achievements: readonly StoredEvent['kind'][] = [
  'milestone',
  'weekly_bonus_earned',
  'challenge_completed',
];

type Stored = StoredEvent & { readonly backdated?: true };

function toldOf({ id, kind, day, backdated, ...facts }: Stored): Told[] {
  const type = typeOf[kind];
  return type ? [{ type, day, ...(backdated && { backdated }), facts, eventId: id }] : [];
}

function toldOfChange({ kind, day, ...facts }: Change, backdated: boolean): Told {
  return { type: changeType[kind], day, backdated, facts };
}

/** What a commit has to write for an app to be told: nothing where nobody is, or nothing is to be told. */
export interface Outbox {
  /** Fields of the user's document: what comes next is counted from them. */
  readonly fields: { readonly lastSequence?: number };
  readonly writes: readonly Write[];
}

const nothing: Outbox = { fields: {}, writes: [] };

/** What an app is told of a streak that has become `settled`. */
export function settledOutbox(
  uid: string,
  { tally, events }: Pick<Settled, 'tally'> & { readonly events: readonly StreakEvent[] },
  context: OutboxContext,
): Outbox {
  const from = context.publishedFrom;
  if (!from) return nothing;
  const after = { ...tally, level: levelOf(tally.xp, context.program).level };
  const changes = changesBetween(standingOf(from, context.program), after, events);
  const isChangeOfRun = ({ kind }: Change) => kind !== 'badge' && kind !== 'level';
  const asTold = (change: Change) => toldOfChange(change, context.backdated === true);
  const isAchievement = ({ kind }: StreakEvent) => achievements.includes(kind);
  return outboxOf(uid, after, context, [
    ...events.filter((event) => !isAchievement(event)).flatMap(toldOf),
    ...changes.filter(isChangeOfRun).map(asTold),
    ...events.filter(isAchievement).flatMap(toldOf),
    ...changes.filter((change) => !isChangeOfRun(change)).map(asTold),
  ]);
}

/** What an app is told of an event that changes nothing of the streak. */
export function eventOutbox(uid: string, event: StoredEvent, context: OutboxContext): Outbox {
  return outboxOf(uid, storedStanding(context), context, toldOf(event));
}

/** What an app is told of preferences that have become these. */
export function preferencesOutbox(
  uid: string,
  preferences: Preferences,
  context: OutboxContext,
): Outbox {
  const { languages: _, ...view } = viewPreferences(preferences, context.program);
  const type = 'preferences.changed';
  const told = { type, day: null, facts: { preferences: view } } as const;
  return outboxOf(uid, storedStanding(context), context, [told]);
}

function storedStanding({ publishedFrom: from, program }: OutboxContext): Standing | null {
  return from?.standing ? standingOf(from, program) : null;
}

/** Of somebody who has never done anything. */
const nothingYet = newTally('');

function standingOf(
  { standing = nothingYet, level }: z.output<typeof origin>,
  program: Program,
): Standing {
  return { ...standing, level: level ?? levelOf(standing.xp, program).level };
}

function outboxOf(
  uid: string,
  standing: Standing | null,
  { publishedFrom: from, now, correlationId }: OutboxContext,
  told: readonly Told[],
): Outbox {
  if (!from || told.length === 0) return nothing;
  // Of the clock, so that whoever begins anew after an erasure goes on above what was told of them before.
  const first = Math.max((from.lastSequence ?? 0) + 1, now);
  const lastSequence = first + told.length - 1;
  const streak = standing && {
    ...{ current: standing.current, longest: standing.longest, runStart: standing.runStart },
    ...{ lastActiveDay: standing.lastActiveDay, freezes: standing.freezes },
    ...{ xp: standing.xp, level: standing.level },
  };
  const document = told.map(({ type, day, backdated = false, facts, eventId }, index) => {
    const sequence = first + index;
    return {
      ...(eventId !== undefined && { eventId }),
      event: {
        id: `${stableHash(uid)}.${sequence}`,
        type,
        version: APP_EVENT_VERSION,
        timestamp: new Date(now).toISOString(),
        correlationId,
        data: { uid, sequence, day, backdated, ...facts, streak },
      },
    };
  });
  const path = `${userPath(uid)}/outbox/${placeOf(first)}`;
  const data = { told: document, expireAt: Timestamp.fromMillis(now + TTL_MS) };
  return { fields: { lastSequence }, writes: [{ path, data }] };
}

/** The writes of an outbox where nothing else is written of the user's document in the same commit. */
export function allWritesOf(uid: string, { fields, writes }: Outbox): readonly Write[] {
  if (fields.lastSequence === undefined) return writes;
  return [{ path: userPath(uid), data: fields, fields: [['lastSequence']] }, ...writes];
}

const isOutbox = (path: string) => /^users\/[^/]+\/outbox\//.test(path);

/**
 * The writes without what would tell an app of events that it has been told of.
 *
 * @param known ids of those events
 */
export function withoutToldAgain(writes: readonly Write[], known: ReadonlySet<string>): Write[] {
  return writes.flatMap((write) => {
    if (!isOutbox(write.path)) return [write];
    const all = write.data['told'] as readonly { readonly eventId?: string }[];
    const told = all.filter(({ eventId }) => eventId === undefined || !known.has(eventId));
    return told.length > 0 ? [{ ...write, data: { ...write.data, told } }] : [];
  });
}
