import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import { liesIn } from '../contracts/ids';
import type { Goal, Participation, Participations, Sum, Window } from '../engine/challenges';
import type { CappedSums, Reward } from '../engine/xp';
import { instant, knownFieldsWrite, type Write } from '../platform/write';
import { known } from '../contracts/shapes';

const count = z.int().min(0);

/** As `DayRecord.capped`. */
export const cappedSums = z.record(
  z.string(),
  z.object({ plain: count, boosted: count }),
) satisfies z.ZodType<CappedSums>;

const day = z.string();
const categories = z.array(z.string()).readonly();

/** What those get who reach a goal. */
export const reward = z.object({
  xp: count,
  freezes: count,
  badge: z.exactOptional(z.string()),
}) satisfies z.ZodType<Reward>;

const kinds = ['active-days', 'activities', 'xp', 'run', 'categories'] as const;
const target = z.int().min(1);

/** Every day is stored as so many active days, which it is to functions that do not know the kind. */
const goal = z.codec(
  z.object({ kind: z.enum(kinds), target, everyDay: z.exactOptional(z.literal(true)) }),
  z.object({ kind: z.enum([...kinds, 'every-day']), target }),
  {
    decode: ({ kind, everyDay, ...rest }) => ({
      kind: everyDay ? ('every-day' as const) : kind,
      ...rest,
    }),
    encode: ({ kind, ...rest }) =>
      kind === 'every-day'
        ? { kind: 'active-days' as const, everyDay: true as const, ...rest }
        : { kind, ...rest },
  },
) satisfies z.ZodType<Goal>;

const window = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('days'), first: day, last: day }),
  z.object({ kind: z.literal('instants'), from: instant, to: instant }),
]) satisfies z.ZodType<Window>;

const sum = z.object({
  activeDays: count,
  activities: count,
  xp: count,
  categories,
  days: z.array(day).readonly(),
  excused: z.exactOptional(z.array(day).readonly()),
}) satisfies z.ZodType<Sum>;

const counted = z.object({
  count,
  plainXp: count,
  boostedXp: count,
  capped: z.exactOptional(cappedSums),
  categories,
});

/** An entry of `users/{uid}.streak.enrolments`. */
export const participation = z.object({
  title: z.string(),
  goal,
  window,
  reward,
  joinedAt: instant,
  joinedOn: day,
  sealed: sum,
  open: z.record(day, counted),
  value: count,
  completedOn: day.nullable(),
}) satisfies z.ZodType<Participation>;

/** `challenges/{id}`. */
export const challengeDocument = z.object({
  title: z.string(),
  description: z.string(),
  goal,
  window,
  reward,
  /** Maximum number of participants; null: unlimited. */
  capacity: z.int().min(1).nullable(),
  /** The first of its series, which it is itself where it does not repeat. */
  series: z.string(),
  /** 1 for the first of the series. */
  number: z.int().min(1),
  /** The window of the first, from which all others are reckoned. */
  firstWindow: window,
  repeats: z.object({ every: z.enum(['daily', 'weekly', 'monthly']), times: count }).nullable(),
  /** As `Schedule` has them. */
  opensAt: instant,
  endsAt: instant,
  closesAt: instant,
  /** When the next of the series is to be created; null when it has been, or there is none. */
  repeatAt: instant.nullable(),
  /** `closed` once every part of it has an outcome. */
  state: z.enum(['open', 'closed']),
  totals: z.object({ participants: count, completed: count }).nullable(),
  createdAt: instant,
});

export type StoredChallenge = Readonly<z.output<typeof challengeDocument>>;

/** `challenges/{id}/participants/{uid}`. */
export const participantDocument = z.object({
  /** Whose part it is: what a user asks to see or to have deleted is found by it. */
  uid: z.string(),
  /** 0 to 63, by a hash of the uid. */
  shard: count,
  joinedAt: instant,
  value: count,
  completedOn: day.nullable(),
  /** `ended`: over without having reached the target. */
  status: z.enum(['active', 'completed', 'ended']),
  /** Whether the user had opted in to be shown when this was last written; the profile decides. */
  shown: z.boolean(),
  /** The slot that the place was taken from; null where places are not counted. */
  slot: count.nullable(),
});

export type StoredParticipant = Readonly<z.output<typeof participantDocument>>;

/** Path of a challenge. */
export function challengePath(id: string): string {
  return `challenges/${id}`;
}

/** Path of a user's participation in a challenge. */
export function participantPath(id: string, uid: string): string {
  return `${challengePath(id)}/participants/${uid}`;
}

/** Whether a document of this path is a user's participation in a challenge. */
export function isParticipation(path: string): boolean {
  return liesIn(path, 'participants', 'challenges');
}

/** Path of one of the documents that count a challenge's places. */
export function slotPath(id: string, slot: number): string {
  return `${challengePath(id)}/slots/${slot}`;
}

/** A challenge as stored, or undefined where there is none. @throws ZodError if malformed */
export function readChallenge(data: DocumentData | undefined): StoredChallenge | undefined {
  return data === undefined ? undefined : challengeDocument.parse(known('challenges', data));
}

/** A part as stored, or undefined where there is none. @throws ZodError if malformed */
export function readParticipant(data: DocumentData | undefined): StoredParticipant | undefined {
  return data === undefined ? undefined : participantDocument.parse(known('participants', data));
}

/** How many places of a slot are taken. @throws ZodError if malformed */
export function readTaken(data: DocumentData | undefined): number {
  return data === undefined ? 0 : slotDocument.parse(known('slots', data)).taken;
}

const slotDocument = z.object({ taken: z.int().min(0) });

/** Replaces a challenge. */
export function challengeWrite(id: string, challenge: StoredChallenge): Write {
  return knownFieldsWrite(challengePath(id), z.encode(challengeDocument, challenge));
}

/** Replaces a part. */
export function participantWrite(id: string, uid: string, participation: StoredParticipant): Write {
  return knownFieldsWrite(participantPath(id, uid), z.encode(participantDocument, participation));
}

/** Says how many places of a slot are taken. */
export function slotWrite(id: string, slot: number, taken: number): Write {
  return knownFieldsWrite(slotPath(id, slot), { taken });
}

/** How far a user has come in challenges; each part exists as long as the participation does. */
export function progressWrites(uid: string, progressed: Participations): Write[] {
  return Object.entries(progressed).map(([id, { value, completedOn }]) => {
    const isCompleted = completedOn !== null;
    const data = { value, completedOn, ...(isCompleted && { status: 'completed' }) };
    const fields = Object.keys(data).map((field) => [field]);
    return { path: participantPath(id, uid), data, fields };
  });
}

/** Whether a user is shown to others in the challenges that they are in. */
export function shownWrites(uid: string, enrolments: Participations, shown: boolean): Write[] {
  return Object.keys(enrolments).map((id) => ({
    path: participantPath(id, uid),
    data: { shown },
    fields: [['shown']],
  }));
}
