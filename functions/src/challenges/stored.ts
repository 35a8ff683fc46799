import { z } from 'zod';
import { instant } from '../platform/instant';
import { cappedSums } from '../streaks/storedXp';
import type { Reward } from '../streaks/reward';
import type { Goal, Window } from './challenge';
import type { Enrolment } from './enrolment';
import type { Sum } from './sum';

/** How challenges are stored. Days are strings, instants are Timestamps. */

const count = z.int().min(0);
const day = z.string();
const categories = z.array(z.string()).readonly();

/** What those get who reach a goal. */
export const reward = z.object({
  xp: count,
  freezes: count,
  badge: z.exactOptional(z.string()),
}) satisfies z.ZodType<Reward>;

const goal = z.object({
  kind: z.enum(['active-days', 'activities', 'xp', 'run', 'categories']),
  target: z.int().min(1),
}) satisfies z.ZodType<Goal>;

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
}) satisfies z.ZodType<Sum>;

const counted = z.object({
  count,
  plainXp: count,
  boostedXp: count,
  capped: z.exactOptional(cappedSums),
  categories,
});

/** An entry of `users/{uid}.streak.enrolments`. */
export const enrolment = z.object({
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
}) satisfies z.ZodType<Enrolment>;
/** `challenges/{id}`. */
export const challengeDocument = z.object({
  title: z.string(),
  description: z.string(),
  goal,
  window,
  reward,
  /** How many may take part; null: any number. */
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
