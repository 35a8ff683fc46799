import { z } from 'zod';

const count = z.int().min(1);
const hour = z.int().min(0).max(23);
const identifier = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

const badgeRule = z.discriminatedUnion('kind', [
  /** A run of so many days. */
  z.strictObject({ kind: z.literal('run'), days: count }),
  /** A run of `days` after having lost one of `afterLosing` days or more. */
  z.strictObject({ kind: z.literal('comeback'), days: count, afterLosing: count }),
  z.strictObject({ kind: z.literal('xp'), xp: count }),
  /** So many weeks in a row that each earned the weekly bonus. */
  z.strictObject({ kind: z.literal('bonusWeeks'), weeks: count }),
  /** So many activities whose local hour is in [from, to), which may pass midnight. */
  z
    .strictObject({ kind: z.literal('hours'), from: hour, to: hour, activities: count })
    .refine(({ from, to }) => from !== to, 'the hours must not be empty'),
  /** So many active days in one ISO week. */
  z.strictObject({ kind: z.literal('activeWeek'), days: count.max(7) }),
]);

const ascending = (numbers: readonly number[]) =>
  numbers.every((number, index) => number > (numbers[index - 1] ?? -1));

/** What a program must look like; `npm run replay -- --program` reads such a file as JSON. */
export const programSchema = z.strictObject({
  version: z.string().min(1).max(40),
  /** The local hour at which a streak day starts. */
  dayStartHour: hour,
  activities: z
    .record(identifier, z.strictObject({ xp: z.int().min(0), category: identifier }))
    .refine((types) => Object.keys(types).length > 0, 'there must be an activity'),
  /** The most that one activity's `quantity` may multiply its XP by. */
  maxQuantity: count,
  freeze: z.strictObject({ xpPerFreeze: count, maxHeld: z.int().min(0) }),
  /** Lengths of a run, in days, that are celebrated. */
  milestones: z.array(count).refine(ascending, 'milestones must ascend'),
  /** What the XP of a week is multiplied by when the week before had every category. */
  weeklyBonus: z.strictObject({ factor: z.number().min(1) }),
  levels: z
    .strictObject({
      /** Equal levels that each tier but the last is divided into. */
      perTier: count,
      /** The level of the last tier. */
      last: count,
      tiers: z
        .array(z.strictObject({ name: z.string().min(1), fromXp: z.int().min(0) }))
        .min(1)
        .refine((tiers) => tiers[0]?.fromXp === 0, 'the first tier starts at 0 XP')
        .refine((tiers) => ascending(tiers.map((tier) => tier.fromXp)), 'tiers must ascend'),
    })
    .refine(
      ({ perTier, last, tiers }) => last > perTier * (tiers.length - 1),
      'the last level must be above all others',
    ),
  badges: z.record(identifier, z.strictObject({ name: z.string().min(1), rule: badgeRule })),
});

export type Program = Readonly<z.infer<typeof programSchema>>;
export type BadgeRule = z.infer<typeof badgeRule>;

/** The categories that a program's activities belong to, sorted. */
export function categoriesOf(program: Program): string[] {
  return [...new Set(Object.values(program.activities).map(({ category }) => category))].sort();
}
