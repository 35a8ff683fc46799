import { z } from 'zod';
import { type Program, tells } from '../engine/program';
import type { QuietHours } from '../engine/quietHours';
import { defaultLanguage, type Language, languageFor, languages } from '../languages/catalogues';
import {
  byMessageKind,
  type Channel,
  channels,
  chosenKinds,
  type MessageKind,
  messageKinds,
  messages,
} from '../events';

/** Per channel, whether it is used. */
export type Choice = Readonly<Record<Channel, boolean>>;

/** What a user wants to be told, how and when. */
export interface Preferences {
  /** False: nothing is sent at all. */
  readonly enabled: boolean;
  /** False: nothing is sent on the channel, whatever `kinds` says. */
  readonly channels: Choice;
  readonly kinds: Readonly<Record<MessageKind, Choice>>;
  /** Null: messages come at any hour. */
  readonly quietHours: QuietHours | null;
  /** Whether to be reminded by the hour of one's own habit, once it is known, and not at 20:00. */
  readonly remindAtUsualHour: boolean;
  /** Maximum messages per streak day on each channel. */
  readonly dailyCap: number;
  /** As asked for (BCP 47), whether or not there are words in it. */
  readonly language: string;
}

/** What holds for users who have not chosen. */
export const defaultPreferences: Preferences & { readonly language: Language } = {
  enabled: true,
  channels: { push: true, email: true },
  kinds: byMessageKind(({ byDefault }) => byDefault),
  quietHours: { from: 22, to: 8 },
  remindAtUsualHour: true,
  dailyCap: 4,
  language: defaultLanguage,
};

type ChoicePatch = Readonly<Partial<Record<Channel, boolean | undefined>>> | undefined;

/** A part of the preferences; what it does not name stays. */
export interface PreferencesPatch {
  readonly enabled?: boolean | undefined;
  readonly channels?: ChoicePatch;
  readonly kinds?: Readonly<Partial<Record<MessageKind, ChoicePatch>>> | undefined;
  readonly quietHours?: QuietHours | null | undefined;
  readonly remindAtUsualHour?: boolean | undefined;
  readonly dailyCap?: number | undefined;
  readonly language?: string | undefined;
}

/** Preferences with a part of them changed. */
export function patched(before: Preferences, patch: PreferencesPatch): Preferences {
  const { enabled, channels, kinds, quietHours, remindAtUsualHour, dailyCap, language } = patch;
  return {
    enabled: enabled ?? before.enabled,
    channels: choice(before.channels, channels),
    kinds: byMessageKind(({ kind }) => choice(before.kinds[kind], kinds?.[kind])),
    quietHours: quietHours === undefined ? before.quietHours : quietHours,
    remindAtUsualHour: remindAtUsualHour ?? before.remindAtUsualHour,
    dailyCap: dailyCap ?? before.dailyCap,
    language: language ?? before.language,
  };
}

/**
 * Preferences as their user sees them: with the kinds that the program tells, the language that messages come
 * in, and those to choose from.
 */
export function viewPreferences(
  preferences: Preferences,
  program: Pick<Program, 'messages'>,
): PreferencesView {
  const told = chosenKinds.filter((kind) => tells(program, kind));
  const chosen = told.map((kind) => [kind, preferences.kinds[kind]] as const);
  const kinds = Object.fromEntries(chosen) as PreferencesView['kinds'];
  const language = languageFor(preferences.language);
  return { ...preferences, kinds, language, languages: [...languages] };
}

/** Whether a user wants to be told of a kind on a channel. */
export function allows(preferences: Preferences, kind: MessageKind, channel: Channel): boolean {
  const { enabled, channels, kinds } = preferences;
  return enabled && channels[channel] && kinds[kind][channel];
}

function choice(before: Choice, patch: ChoicePatch): Choice {
  return { push: patch?.push ?? before.push, email: patch?.email ?? before.email };
}

const corrections = messageKinds.filter((kind) => messages[kind].corrects !== null);

const chosenKind = z.enum(chosenKinds);

const hour = z.int().min(0).max(23);

const hours = z.object({
  from: hour.describe('Local hour at which they start.'),
  to: hour.describe('Local hour at which they end; the same as `from`: none.'),
});

const QUIET_HOURS = 'Hours in which nothing is sent: messages wait until they end. Null: none.';

const quietHoursView = hours.nullable().describe(QUIET_HOURS);

const choiceField = z.object({ push: z.boolean(), email: z.boolean() });

const dailyCapView = z
  .int()
  .min(0)
  .max(20)
  .describe(
    'Maximum messages per streak day on each channel. The last place is kept for warnings, the end of a run and corrections; a correction that finds none waits for the next day.',
  );

const remindAtUsualHourView = z
  .boolean()
  .describe(
    'Whether reminders come an hour after the hour by which the caller is usually active. If false, or with fewer than 7 active days, they come at 20:00. Half an hour before quiet hours at the latest, in either case.',
  );

const languageView = z.enum(languages).describe('The language that messages come in.');

/** A language that somebody asks for, whether or not there are words in it. */
export const languageTag = z
  .string()
  .max(35)
  .refine(isTag, 'must be a language tag (BCP 47), such as "de" or "pt-BR"');

const languageAsked = languageTag.describe(
  `A language tag (BCP 47). Messages come in that language, or else in the one without its region (\`de-AT\`: \`de\`), or else in \`${defaultLanguage}\`. There are: ${languages.join(', ')}.`,
);

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

export const preferencesView = z.object({
  enabled: z.boolean().describe('False: nothing is sent at all.'),
  channels: choiceField.describe('A channel that is off sends nothing, whatever `kinds` says.'),
  kinds: z
    .partialRecord(chosenKind, choiceField)
    .describe(
      `For each of ${chosenKinds.join(', ')}: on which channels (${channels.join(', ')}). What the program does not tell is left out. Corrections (${corrections.join(', ')}) are not chosen: they are told wherever what they correct was told.`,
    ),
  quietHours: quietHoursView,
  remindAtUsualHour: remindAtUsualHourView,
  dailyCap: dailyCapView,
  language: languageView,
  languages: z.array(z.enum(languages)).describe('What `language` can be.'),
});

export type PreferencesView = z.output<typeof preferencesView>;

const choicePatch = choiceField.partial();

/** A part of the preferences as it is stored; fields and kinds of a version to come are passed over. */
export const storedPreferences = z.object({
  enabled: z.boolean().optional(),
  channels: choicePatch.optional(),
  kinds: z
    .record(z.string(), choicePatch)
    .transform((kinds) => Object.fromEntries(messageKinds.map((kind) => [kind, kinds[kind]])))
    .optional(),
  quietHours: quietHoursView.optional(),
  remindAtUsualHour: remindAtUsualHourView.optional(),
  dailyCap: dailyCapView.optional(),
  language: languageAsked.optional(),
});

/** A part of the preferences as it is asked for; what is not named stays as it is. */
export const preferencesPatch = storedPreferences.strict().extend({
  channels: choicePatch.strict().optional(),
  kinds: z.partialRecord(chosenKind, choicePatch.strict()).optional(),
  quietHours: hours.strict().nullable().describe(QUIET_HOURS).optional(),
});
