import { type Channel, type MessageKind, messageKinds } from '../kinds';
import type { QuietHours } from '../messages/quietHours';

/** Languages that there are templates for. */
export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

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
  /** Whether to be reminded by the hour of one's own habit, and not at 20:00. */
  readonly remindAtUsualHour: boolean;
  /** The most messages in a streak day on each channel. */
  readonly dailyCap: number;
  readonly language: Language;
}

/** Mail is for what one would want to know also without the app at hand. */
const mailedByDefault: readonly MessageKind[] = [
  'streak_broken',
  'recovered',
  'milestone',
  'challenge_completed',
];

/** What holds for users who have not chosen. */
export const defaultPreferences: Preferences = {
  enabled: true,
  channels: { push: true, email: true },
  kinds: byKind((kind) => ({ push: true, email: mailedByDefault.includes(kind) })),
  quietHours: { from: 22, to: 8 },
  remindAtUsualHour: false,
  dailyCap: 4,
  language: 'en',
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
  readonly language?: Language | undefined;
}

/** Preferences with a part of them changed. */
export function patched(before: Preferences, patch: PreferencesPatch): Preferences {
  const { enabled, channels, kinds, quietHours, remindAtUsualHour, dailyCap, language } = patch;
  return {
    enabled: enabled ?? before.enabled,
    channels: choice(before.channels, channels),
    kinds: byKind((kind) => choice(before.kinds[kind], kinds?.[kind])),
    quietHours: quietHours === undefined ? before.quietHours : quietHours,
    remindAtUsualHour: remindAtUsualHour ?? before.remindAtUsualHour,
    dailyCap: dailyCap ?? before.dailyCap,
    language: language ?? before.language,
  };
}

/** Whether a user wants to be told of a kind on a channel. */
export function allows(preferences: Preferences, kind: MessageKind, channel: Channel): boolean {
  const { enabled, channels, kinds } = preferences;
  return enabled && channels[channel] && kinds[kind][channel];
}

function choice(before: Choice, patch: ChoicePatch): Choice {
  return { push: patch?.push ?? before.push, email: patch?.email ?? before.email };
}

function byKind(choiceOf: (kind: MessageKind) => Choice): Record<MessageKind, Choice> {
  return Object.fromEntries(messageKinds.map((kind) => [kind, choiceOf(kind)])) as Record<
    MessageKind,
    Choice
  >;
}
