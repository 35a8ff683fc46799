import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type BadgeRule, type Cadence, daysAskedFor, type Program } from '../engine/program';
import { chosenKinds } from '../events';

const count = z.int().min(1);
const hour = z.int().min(0).max(23);

const NAME = /^[a-z][a-z0-9_]{0,39}$/;
const NAMING = 'a name has 1 to 40 of a-z, 0-9 and _, and begins with a letter';
const identifier = z.string().regex(NAME, NAMING);

const badgeRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), days: count }),
  z.strictObject({ kind: z.literal('comeback'), days: count, afterLosing: count }),
  z.strictObject({ kind: z.literal('xp'), xp: count }),
  z.strictObject({ kind: z.literal('bonusWeeks'), weeks: count }),
  z
    .strictObject({ kind: z.literal('hours'), from: hour, to: hour, activities: count })
    .refine(({ from, to }) => from !== to, 'the hours must not be empty'),
  z.strictObject({ kind: z.literal('activeWeek'), days: count.max(7) }),
  z.strictObject({ kind: z.literal('reward') }),
]) satisfies z.ZodType<BadgeRule>;

const ascending = (numbers: readonly number[]) =>
  numbers.every((number, index) => number > (numbers[index - 1] ?? -1));

const cadence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily') }),
  z.strictObject({
    kind: z.literal('weekdays'),
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1)
      .refine((weekdays) => ascending(weekdays), 'weekdays must ascend'),
  }),
  z.strictObject({ kind: z.literal('perWeek'), days: count.max(7) }),
]) satisfies z.ZodType<Cadence>;

const activity = z.strictObject({
  xp: z.int().min(0),
  category: identifier,
  maxPerDay: z.exactOptional(count),
});

const badge = z.strictObject({ name: z.string().min(1), rule: badgeRule });

/** On which channels a kind of message is told to users who have not chosen; false: nobody is told. */
const toldBy = z.union([
  z.literal(false),
  z.strictObject({ push: z.boolean(), email: z.boolean() }),
]);

/** What is about days without activity, which is held against the cadence. */
const dayOffFields = {
  cadence: cadence.default({ kind: 'daily' }),
  planning: z
    .strictObject({
      pauseDaysPerYear: z.int().min(0).max(366),
      restDaysPerWeek: z.int().min(0).max(6),
    })
    .default({ pauseDaysPerYear: 30, restDaysPerWeek: 2 }),
};

const restsTooOften = {
  when: ({ issues }: z.core.ParsePayload) => issues.length === 0, // else it says nothing of the cadence
  path: ['planning', 'restDaysPerWeek'],
  message: 'must be less than the days of a week that the cadence asks for',
};

const isActiveSometimes = ({ planning, cadence: asked }: Pick<Program, 'planning' | 'cadence'>) =>
  planning.restDaysPerWeek < daysAskedFor(asked);

/** What a program must look like, also as JSON. */
export const programSchema = z
  .strictObject({
    version: z.string().min(1).max(40).optional(),
    dayStartHour: hour,
    activities: z
      .record(identifier, activity)
      .refine((types) => Object.keys(types).length > 0, 'there must be an activity'),
    maxQuantity: count,
    freeze: z.strictObject({ xpPerFreeze: count, maxHeld: z.int().min(0) }),
    recovery: z
      .strictObject({
        minRun: count,
        everyDays: count,
        windowHours: count.max(24),
        factor: count,
        maxNormal: count,
      })
      .default({ minRun: 2, everyDays: 30, windowHours: 24, factor: 2, maxNormal: 10 }),
    ...dayOffFields,
    milestones: z.array(count).refine(ascending, 'milestones must ascend'),
    weeklyBonus: z.strictObject({ factor: z.number().min(1) }),
    levels: z
      .strictObject({
        perTier: count,
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
    badges: z.record(identifier, badge),
    reservedNames: z.array(z.string().min(2)).default([]),
    messages: z.exactOptional(z.partialRecord(z.enum(chosenKinds), toldBy)),
  })
  .refine(isActiveSometimes, restsTooOften)
  .transform(({ version, messages, ...rules }) => ({
    version: version ?? versionOf(rules),
    ...rules,
    ...(messages && { messages }),
  })) satisfies z.ZodType<Program>;

/** What zod passes over where something else is wrong. */
const passedOver = [
  z.object(dayOffFields).refine(isActiveSometimes, restsTooOften),
  z.object({ activities: z.record(z.string(), activity) }),
  z.object({ badges: z.record(z.string(), badge) }),
];

/** A version that follows from the rules: it changes with each of them, and by nothing else. */
function versionOf(rules: object): string {
  const inOrder = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value;
  const text = JSON.stringify(rules, inOrder);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

type Defaulted = 'version' | 'cadence' | 'recovery' | 'planning' | 'reservedNames';

/** A program as an app writes it: what has a default may be left out. */
export type ProgramDefinition = Omit<Program, Defaulted> & Partial<Pick<Program, Defaulted>>;

/** Says where a program is wrong, in all places at once. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
}

/**
 * A program as the rules take it: with its defaults, and with a version that follows from the rules unless
 * it has one of its own.
 *
 * @throws ProgramError with the path, what is allowed and what was given, for every fault
 */
export function checkProgram(given: unknown): Program {
  const { data, error } = programSchema.safeParse(given);
  if (data) return data;
  const others = passedOver.flatMap((schema) => schema.safeParse(given).error?.issues ?? []);
  const faults = new Set([...error.issues, ...others].flatMap((issue) => faultsIn(issue, given)));
  const places = faults.size === 1 ? 'one place' : `${faults.size} places`;
  const lines = [`The program is wrong in ${places}:`, ...faults];
  throw new ProgramError(
    [...lines, 'The README of firestreak, "Fields of a program", says what each may be.'].join(
      '\n  ',
    ),
  );
}

function faultsIn(issue: z.core.$ZodIssue, given: unknown): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => faultAt([...issue.path, key], 'there is no such field', given));
  }
  if (issue.code === 'invalid_key') return [faultAt(issue.path, NAMING, given)];
  return [faultAt(issue.path, issue.message, given)];
}

/** The most of a value that is shown. */
const MOST_CHARACTERS = 100;

function faultAt(path: readonly PropertyKey[], message: string, given: unknown): string {
  const value = path.reduce<unknown>(
    (at, key) => (Object(at) as Readonly<Record<PropertyKey, unknown>>)[key],
    given,
  );
  const shown = (JSON.stringify(value) as string | undefined) ?? String(value);
  const short = shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS)}…` : shown;
  const place = path.length === 0 ? 'as a whole' : path.map(String).join('.');
  return `${place}: ${message} (given: ${short})`;
}
