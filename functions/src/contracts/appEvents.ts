import { z } from 'zod';
import { causes } from '../engine/events';
import { preferencesView } from './preferences';

/** The version of the schema. Within it, fields and types are added and none is taken away or changed. */
export const APP_EVENT_VERSION = 1;

const count = z.int().min(0);
const day = z.iso.date();
const mended = {
  cause: z.enum(causes).describe('Why the day is judged otherwise than it was.'),
  outage: z.string().optional().describe('The reason of the outage, where one is the cause.'),
};

/** How the user stands once it has happened. */
const standing = z
  .object({
    current: count.describe('Active days of the run; 0: there is none.'),
    longest: count,
    runStart: day.nullable().describe('First day of the run.'),
    lastActiveDay: day.nullable(),
    freezes: count.describe('Freezes held.'),
    xp: count,
    level: z.int().min(1),
  })
  .describe('How the user stands once all of the same moment has happened.');

const ofRun = { current: count.describe('Active days of the run on that day.') };

/** Every type of app event: what it means, and what its data says beside what all say. */
export const appEventTypes = {
  'streak.started': { meaning: 'a run began', facts: {} },
  'streak.extended': {
    meaning: 'a run has more active days than before',
    facts: { by: z.int().min(1).describe('How many more.') },
  },
  'streak.at_risk': {
    meaning: 'the user is to be reminded: without an activity a run ends, or a freeze is used',
    facts: { ...ofRun, freezes: count },
  },
  'streak.frozen': { meaning: 'a freeze covered a missed day', facts: { freezesLeft: count } },
  'streak.unfrozen': {
    meaning: 'a freeze came back, because its day needs none',
    facts: { freezes: count, ...mended },
  },
  'streak.kept': { meaning: 'an outage of the app kept a day', facts: ofRun },
  'streak.broken': {
    meaning: 'a missed day ended a run',
    facts: {
      lost: count.describe('Active days of the run that ended.'),
      winBack: count.optional().describe('Activities that win it back, where that is offered.'),
    },
  },
  'streak.restored': {
    meaning: 'the end of a run was undone, as by a late activity',
    facts: { ...ofRun, ...mended },
  },
  'streak.recovered': { meaning: 'a lost run was won back', facts: ofRun },
  'streak.corrected': {
    meaning:
      'what was told no longer holds: an activity was taken back, or days were judged once more',
    facts: {
      before: z
        .object({ current: count, level: z.int().min(1) })
        .describe('As it was told; `streak` has what holds.'),
      badgesLost: z.array(z.string()),
    },
  },
  'milestone.reached': {
    meaning: 'a run reached a milestone',
    facts: { days: count, runStart: day },
  },
  'badge.earned': { meaning: 'a badge was earned', facts: { badge: z.string() } },
  'level.reached': {
    meaning: 'a higher level was reached',
    facts: { level: z.int().min(1), from: z.int().min(1) },
  },
  'bonus.earned': {
    meaning: 'every category was active in a week: the next has boosted XP',
    facts: { monday: day.describe('Of the week that earned it.') },
  },
  'challenge.completed': {
    meaning: 'a challenge was completed',
    facts: {
      challengeId: z.string(),
      title: z.string(),
      rewardXp: count,
      rewardFreezes: count,
      rewardBadge: z.string().describe('Empty: none.'),
    },
  },
  'preferences.changed': {
    meaning: 'the user, or their mail program, changed what they want to be told',
    facts: { preferences: preferencesView.omit({ languages: true }) },
  },
  'webhook.test': {
    meaning:
      'an administrator tries an endpoint; it is about nobody, and `uid` is `firestreak-test`',
    facts: {},
  },
} as const satisfies Readonly<
  Record<string, { readonly meaning: string; readonly facts: z.ZodRawShape }>
>;

/** The type of an app event. */
export type AppEventType = keyof typeof appEventTypes;

const common = {
  uid: z.string().min(1),
  sequence: z
    .int()
    .min(1)
    .describe('Higher than that of everything the user did before; there are gaps.'),
  day: day.nullable().describe('The streak day that it is about, by the zone of the user.'),
  backdated: z
    .boolean()
    .describe('It happened on a day that was settled long ago, and the user is not told.'),
  streak: standing.nullable().describe('Null: the user has none yet.'),
};

function schemaOf<Type extends AppEventType>(type: Type) {
  const { meaning, facts } = appEventTypes[type];
  return z
    .object({
      id: z.string().min(1).describe('The same for each delivery of the same event.'),
      type: z.literal(type),
      version: z.literal(APP_EVENT_VERSION),
      timestamp: z.iso.datetime().describe('When it became known, in UTC.'),
      correlationId: z.string().describe('Of the call or run that brought it about.'),
      data: z.object({ ...common, ...(facts as (typeof appEventTypes)[Type]['facts']) }),
    })
    .describe(meaning);
}

type Schemas = { readonly [Type in AppEventType]: ReturnType<typeof schemaOf<Type>> };

/** The schema of each type. */
export const appEventSchemas = Object.fromEntries(
  Object.keys(appEventTypes).map((type) => [type, schemaOf(type as AppEventType)]),
) as unknown as Schemas;

/** What happened, as an app is told. */
export type AppEvent = z.output<Schemas[AppEventType]>;

/** What happened, of one type. */
export type AppEventOf<Type extends AppEventType> = Extract<AppEvent, { readonly type: Type }>;

const schemas = Object.values(appEventSchemas) as [
  Schemas[AppEventType],
  ...Schemas[AppEventType][],
];

/** The schema of all types together. */
export const appEvent: z.ZodType<AppEvent> = z.discriminatedUnion('type', schemas);
