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
  /** Given as the reward of a challenge. */
  z.strictObject({ kind: z.literal('reward') }),
]);

const ascending = (numbers: readonly number[]) =>
  numbers.every((number, index) => number > (numbers[index - 1] ?? -1));

const cadence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily') }),
  z.strictObject({
    kind: z.literal('weekdays'),
    /** Those that ask for activity: 1 is Monday, 7 is Sunday. */
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1)
      .refine((weekdays) => ascending(weekdays), 'weekdays must ascend'),
  }),
  /** So many active days in each ISO week. */
  z.strictObject({ kind: z.literal('perWeek'), days: count.max(7) }),
]);

const fields = z.strictObject({
  version: z.string().min(1).max(40),
  /** The local hour at which a streak day starts. */
  dayStartHour: hour,
  /** On which days a run asks for activity, see docs/rules.md. */
  cadence: cadence.default({ kind: 'daily' }),
  activities: z
    .record(
      identifier,
      z.strictObject({
        xp: z.int().min(0),
        category: identifier,
        /** Units of quantity whose XP counts on one day; no limit, if left out. */
        maxPerDay: z.exactOptional(count),
      }),
    )
    .refine((types) => Object.keys(types).length > 0, 'there must be an activity'),
  /** The most that one activity's `quantity` may multiply its XP by. */
  maxQuantity: count,
  freeze: z.strictObject({ xpPerFreeze: count, maxHeld: z.int().min(0) }),
  /** Winning a broken run back, see docs/rules.md. */
  recovery: z
    .strictObject({
      /** The shortest run that can be won back, in days. */
      minRun: count,
      /** How many days after a recovered day the next one may be. */
      everyDays: count,
      /** How long after the break it is possible. */
      windowHours: count.max(24),
      /** How many times the activities of a normal day it takes. */
      factor: count,
      /** What counts as normal at most. */
      maxNormal: count,
    })
    .default({ minRun: 2, everyDays: 30, windowHours: 24, factor: 2, maxNormal: 10 }),
  /** What users may plan ahead: kept days, see docs/rules.md. */
  planning: z
    .strictObject({
      /** Days of a calendar year that may be paused. */
      pauseDaysPerYear: z.int().min(0).max(366),
      /** Weekdays that may be days of rest. */
      restDaysPerWeek: z.int().min(0).max(6),
    })
    .default({ pauseDaysPerYear: 30, restDaysPerWeek: 2 }),
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
  /** Words that nobody may be shown by: roles, and the app's own name. */
  reservedNames: z.array(z.string().min(2)).default([]),
});

/** What a program must look like; `npm run replay -- --program` reads such a file as JSON. */
export const programSchema = fields.refine(
  (program) => program.planning.restDaysPerWeek < daysAskedFor(program.cadence),
  {
    when: ({ issues }) => issues.length === 0,
    path: ['planning', 'restDaysPerWeek'],
    message: 'must be less than the days of a week that the cadence asks for',
  },
);

/** How many days of a week a cadence asks for. */
export function daysAskedFor(asked: z.infer<typeof cadence>): number {
  if (asked.kind === 'daily') return 7;
  return asked.kind === 'weekdays' ? asked.weekdays.length : asked.days;
}

export type Program = Readonly<z.infer<typeof programSchema>>;
export type BadgeRule = z.infer<typeof badgeRule>;

const knownCategories = new WeakMap<Program, readonly string[]>();

/** The categories that a program's activities belong to, sorted. */
export function categoriesOf(program: Program): readonly string[] {
  const known = knownCategories.get(program);
  if (known) return known;
  const named = Object.values(program.activities).map(({ category }) => category);
  const categories = [...new Set(named)].sort();
  knownCategories.set(program, categories);
  return categories;
}
