import { z } from 'zod';
import { dayText, instantText } from '../streaks/wire';

/** Shapes that the callables of challenges answer with, and `logActivity` too. */

const goalKind = z
  .enum(['active-days', 'activities', 'xp', 'run', 'categories'])
  .describe(
    '`active-days`: days with an activity. `run`: active days in a row. `categories`: different ones.',
  );

export const partView = z.object({
  challengeId: z.string(),
  title: z.string(),
  kind: goalKind,
  value: z.int().describe('How much of the target has been reached.'),
  target: z.int(),
  completedOn: dayText.nullable().describe('The streak day that reached the target.'),
});

const windowView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('days'), first: dayText, last: dayText }),
  z.object({ kind: z.literal('instants'), from: instantText, to: instantText }),
]);

export const challengeView = z.object({
  challengeId: z.string(),
  title: z.string(),
  description: z.string(),
  goal: z.object({ kind: goalKind, target: z.int() }),
  window: windowView.describe(
    'When it counts. `days`: streak days of each user, both included. `instants`: the same for everybody; `to` is not in it.',
  ),
  reward: z.object({
    xp: z.int(),
    freezes: z.int(),
    badge: z.object({ id: z.string(), name: z.string() }).nullable(),
  }),
  capacity: z.int().nullable().describe('How many may take part; null: any number.'),
  participants: z.int(),
  repeats: z
    .enum(['daily', 'weekly', 'monthly'])
    .nullable()
    .describe('Whether another follows it.'),
  joinableUntil: instantText.describe('From then on nobody can join.'),
});

export type PartView = z.output<typeof partView>;
export type ChallengeView = z.output<typeof challengeView>;
