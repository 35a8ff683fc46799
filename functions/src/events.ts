import { z } from 'zod';
import type { Day } from './engine/days';
import { causes, type StreakEvent } from './engine/events';
import type { NudgeEvent } from './engine/nudges';
import {
  afterADay,
  afterThreeDays,
  atEndOfChallenge,
  atEndOfDay,
  atEndOfOffer,
  type Expiry,
  whenBack,
  whenChallengeIsDone,
  whenFreezeIsUsed,
  whenMilestoneIsNotNear,
  whenNotAchieved,
  whenNotAtRisk,
  whenNotCompleted,
  whenOfferIsOver,
  whenPauseChanges,
  whenRunIsLost,
  whenVerdictChanges,
  type WithdrawalRule,
} from './engine/validity';

/** The ways in which users are told. */
export const channels = ['push', 'email'] as const;

/** One of the ways in which users are told. */
export type Channel = (typeof channels)[number];

/** A streak that ends tonight unless its user does something: found by the clock, not by the engine. */
export interface AtRiskEvent {
  readonly id: string;
  readonly kind: 'at_risk';
  readonly day: Day;
  /** Active days of the run that may be lost. */
  readonly current: number;
  readonly freezes: number;
}

/** What the clock finds, not the engine. */
export type ClockEvent = AtRiskEvent | NudgeEvent;

/** An event as it is stored in `users/{uid}/events`, where `at` and `correlationId` are added. */
export type StoredEvent = StreakEvent | ClockEvent;

/** What an event of a kind says beside its day. */
export type FactsOf<Kind extends StoredEvent['kind']> = Omit<
  Extract<StoredEvent, { readonly kind: Kind }>,
  'id' | 'kind' | 'day'
>;

/** What sort of news a kind is. `run-back`: with the run comes back what was achieved in it. */
type Category = 'missed-day' | 'correction' | 'run-back' | 'achievement' | 'clock';

/** What messages lead to in the app. */
export const linkKinds = [
  'streak',
  'recovery',
  'day',
  'week',
  'challenge',
  'share',
  'pause',
  'preferences',
] as const;

export type LinkKind = (typeof linkKinds)[number];

/** How users are told of an event. */
interface MessageRow<Kind extends StoredEvent['kind']> {
  /** Its name in preferences, templates and metrics. */
  readonly kind: string;
  /** What it leads to. */
  readonly leadsTo: LinkKind;
  /** On which channels it is told to users who have not chosen. */
  readonly byDefault: Readonly<Record<Channel, boolean>>;
  /**
   * The kind of event whose message it takes back. It is told on the channels on which that one was, also by
   * users who want to hear of neither now, and on no other. Null: it takes nothing back.
   */
  readonly corrects: 'freeze_applied' | 'streak_broken' | null;
  /** Whether it may take the last place of the daily cap, which is kept for what is. */
  readonly isPressing: boolean;
  /** Of several facts of one moment, which are one message, the one with the most weight leads. */
  readonly weight: number;
  /** Whether a sleeping device is woken for it. */
  readonly isUrgent: boolean;
  readonly withdrawn: WithdrawalRule;
  readonly expires: Expiry;
  /** An example of each form that its words take. */
  readonly examples: readonly [FactsOf<Kind>, ...FactsOf<Kind>[]];
}

/** All that is to be said of a kind of event. */
interface EventRow<Kind extends StoredEvent['kind']> {
  /** What has happened. */
  readonly meaning: string;
  readonly category: Kind extends ClockEvent['kind'] ? 'clock' : Exclude<Category, 'clock'>;
  /** The stored fields; one that may be missing has a default. */
  readonly facts: {
    readonly [Fact in keyof FactsOf<Kind>]-?: z.ZodType<NonNullable<FactsOf<Kind>[Fact]>>;
  };
  /** Null: nobody is told. */
  readonly message: MessageRow<Kind> | null;
}

const count = z.int().min(0);
const day = z.iso.date();

const ofChallenge = {
  challengeId: z.string(),
  title: z.string().max(200),
  target: count,
  rewardXp: count,
  rewardFreezes: count,
  rewardBadge: z.string(),
};

const challengeExample = {
  ...{ challengeId: 'ten', title: 'Ten quizzes', target: 10 },
  ...{ rewardXp: 100, rewardFreezes: 1, rewardBadge: 'marathon' },
};

const withoutReward = { ...challengeExample, rewardXp: 0, rewardFreezes: 0, rewardBadge: '' };

/** What holds of most messages: a push notification that can wait. */
const plain = {
  byDefault: { push: true, email: false },
  corrects: null,
  isPressing: false,
  weight: 1,
  isUrgent: false,
} as const;

/** Stored before causes were told of: it was an activity, mostly. */
const mended = {
  cause: z.enum(causes).default('activity'),
  outage: z.string().max(200).default(''),
};

/**
 * Every kind of event that is stored, in the order in which they are listed. The compiler keeps it whole:
 * an event of the engine has a row, and a row has all of its parts. The words of a message are in
 * `languages/`, by language, and those of the dashboard in
 * `web/src/elements/eventWords.ts`; both are typed by this table.
 */
export const catalogue = {
  freeze_applied: {
    meaning: 'a freeze covered a missed day',
    category: 'missed-day',
    facts: { freezesLeft: count },
    message: {
      ...plain,
      kind: 'freeze_applied',
      leadsTo: 'day',
      weight: 4,
      withdrawn: whenVerdictChanges('frozen'),
      expires: afterThreeDays,
      examples: [{ freezesLeft: 1 }, { freezesLeft: 0 }],
    },
  },
  freeze_refunded: {
    meaning: 'a freeze came back, because its day needs none',
    category: 'correction',
    facts: { freezes: count, ...mended },
    message: {
      ...plain,
      kind: 'freeze_refunded',
      leadsTo: 'day',
      corrects: 'freeze_applied',
      isPressing: true,
      weight: 5,
      withdrawn: whenFreezeIsUsed,
      expires: afterThreeDays,
      examples: [{ freezes: 2, cause: 'activity', outage: '' }],
    },
  },
  streak_broken: {
    meaning: 'a missed day ended a run',
    category: 'missed-day',
    facts: { lost: count, winBack: count.default(0) },
    message: {
      ...plain,
      kind: 'streak_broken',
      leadsTo: 'recovery',
      byDefault: { push: true, email: true },
      isPressing: true,
      weight: 8,
      withdrawn: whenVerdictChanges('broken'),
      expires: afterThreeDays,
      examples: [{ lost: 12, winBack: 4 }, { lost: 1 }],
    },
  },
  streak_restored: {
    meaning: 'the end of a run was undone, as by a late activity',
    category: 'run-back',
    facts: { current: count, ...mended },
    message: {
      ...plain,
      kind: 'restored',
      leadsTo: 'day',
      corrects: 'streak_broken',
      isPressing: true,
      weight: 6,
      withdrawn: whenRunIsLost,
      expires: afterThreeDays,
      examples: [
        { current: 12, cause: 'activity', outage: '' },
        { current: 12, cause: 'outage', outage: 'Full disk' },
        { current: 12, cause: 'freeze', outage: '' },
        { current: 12, cause: 'plan', outage: '' },
        { current: 12, cause: 'travel', outage: '' },
      ],
    },
  },
  recovered: {
    meaning: 'a lost run was won back',
    category: 'run-back',
    facts: { current: count },
    message: {
      ...plain,
      kind: 'recovered',
      leadsTo: 'streak',
      byDefault: { push: true, email: true },
      corrects: 'streak_broken',
      isPressing: true,
      weight: 7,
      withdrawn: whenRunIsLost,
      expires: afterThreeDays,
      examples: [{ current: 31 }],
    },
  },
  day_kept: {
    meaning: 'an outage of the app kept a day',
    category: 'missed-day',
    facts: { reason: z.literal('outage'), current: count },
    message: null,
  },
  milestone: {
    meaning: 'a run reached a milestone',
    category: 'achievement',
    facts: { days: count, runStart: day },
    message: {
      ...plain,
      kind: 'milestone',
      leadsTo: 'share',
      byDefault: { push: true, email: true },
      weight: 3,
      withdrawn: whenNotAchieved,
      expires: afterThreeDays,
      examples: [{ days: 30, runStart: '2026-02-02' }],
    },
  },
  weekly_bonus_earned: {
    meaning: 'every category was active in a week',
    category: 'achievement',
    facts: { monday: day },
    message: {
      ...plain,
      kind: 'weekly_bonus_earned',
      leadsTo: 'week',
      withdrawn: whenNotAchieved,
      expires: afterThreeDays,
      examples: [{ monday: '2026-03-02' }],
    },
  },
  personal_record: {
    meaning: 'a run has become longer than every one before it',
    category: 'achievement',
    facts: { days: count, runStart: day },
    message: {
      ...plain,
      kind: 'personal_record',
      leadsTo: 'share',
      weight: 2,
      withdrawn: whenNotAchieved,
      expires: afterThreeDays,
      examples: [{ days: 31, runStart: '2026-02-02' }],
    },
  },
  badge_earned: {
    meaning: 'a badge was earned; only where the program tells it',
    category: 'achievement',
    facts: { badge: z.string().max(40) },
    message: {
      ...plain,
      kind: 'badge_earned',
      leadsTo: 'streak',
      withdrawn: whenNotAchieved,
      expires: afterThreeDays,
      examples: [{ badge: 'marathon' }],
    },
  },
  level_reached: {
    meaning: 'a level was reached; only where the program tells it',
    category: 'achievement',
    facts: { level: count, tier: z.string() },
    message: {
      ...plain,
      kind: 'level_reached',
      leadsTo: 'streak',
      withdrawn: whenNotAchieved,
      expires: afterThreeDays,
      examples: [{ level: 11, tier: 'Summer Associate' }],
    },
  },
  challenge_completed: {
    meaning: 'a challenge was completed',
    category: 'achievement',
    facts: {
      challengeId: z.string(),
      title: z.string().max(200),
      rewardXp: count.default(0),
      rewardFreezes: count.default(0),
      rewardBadge: z.string().default(''),
    },
    message: {
      ...plain,
      kind: 'challenge_completed',
      leadsTo: 'challenge',
      byDefault: { push: true, email: true },
      weight: 2,
      withdrawn: whenNotCompleted,
      expires: afterThreeDays,
      examples: [
        {
          ...{ challengeId: 'ten', title: 'Ten quizzes & <one> guide' },
          ...{ rewardXp: 100, rewardFreezes: 1, rewardBadge: 'marathon' },
        },
        {
          ...{ challengeId: 'ten', title: 'Ten quizzes' },
          ...{ rewardXp: 0, rewardFreezes: 0, rewardBadge: '' },
        },
      ],
    },
  },
  challenge_starting: {
    meaning: 'a challenge that the user has joined begins',
    category: 'clock',
    facts: { last: day, ...ofChallenge },
    message: {
      ...plain,
      kind: 'challenge_starting',
      leadsTo: 'challenge',
      withdrawn: whenChallengeIsDone,
      expires: afterADay,
      examples: [
        { last: '2026-03-08', ...challengeExample },
        { last: '2026-03-03', ...withoutReward },
      ],
    },
  },
  challenge_ending: {
    meaning: 'a challenge ends tomorrow, or tonight, and its goal can still be reached',
    category: 'clock',
    facts: { done: count, ...ofChallenge },
    message: {
      ...plain,
      kind: 'challenge_ending',
      leadsTo: 'challenge',
      isUrgent: true,
      withdrawn: whenChallengeIsDone,
      expires: atEndOfChallenge,
      examples: [
        { done: 8, ...challengeExample },
        { done: 0, ...withoutReward },
      ],
    },
  },
  challenge_missed: {
    meaning: 'a challenge is over, and the user has not reached its goal',
    category: 'clock',
    facts: { done: count, ...ofChallenge },
    message: {
      ...plain,
      kind: 'challenge_missed',
      leadsTo: 'challenge',
      withdrawn: whenChallengeIsDone,
      expires: afterADay,
      examples: [
        { done: 8, ...challengeExample },
        { done: 0, ...withoutReward },
      ],
    },
  },
  at_risk: {
    meaning: 'without an activity a run ends tonight, or a freeze is used',
    category: 'clock',
    facts: { current: count, freezes: count },
    message: {
      ...plain,
      kind: 'at_risk',
      leadsTo: 'streak',
      isPressing: true,
      weight: 9,
      isUrgent: true,
      withdrawn: whenNotAtRisk,
      expires: atEndOfDay,
      examples: [
        { current: 12, freezes: 0 },
        { current: 1, freezes: 2 },
      ],
    },
  },
  milestone_near: {
    meaning: 'an activity today brings the run to a milestone',
    category: 'clock',
    facts: { days: count },
    message: {
      ...plain,
      kind: 'milestone_near',
      leadsTo: 'streak',
      isUrgent: true,
      withdrawn: whenMilestoneIsNotNear,
      expires: atEndOfDay,
      examples: [{ days: 14 }],
    },
  },
  recovery_halfway: {
    meaning: 'half of the time in which a lost run can be won back is over',
    category: 'clock',
    facts: { lost: count },
    message: {
      ...plain,
      kind: 'recovery_halfway',
      leadsTo: 'recovery',
      byDefault: { push: false, email: false },
      weight: 0,
      withdrawn: whenOfferIsOver,
      expires: atEndOfOffer,
      examples: [{ lost: 12 }],
    },
  },
  recovery_closing: {
    meaning: 'the last evening on which a lost run can be won back',
    category: 'clock',
    facts: { lost: count },
    message: {
      ...plain,
      kind: 'recovery_closing',
      leadsTo: 'recovery',
      weight: 0,
      isUrgent: true,
      withdrawn: whenOfferIsOver,
      expires: atEndOfOffer,
      examples: [{ lost: 12 }],
    },
  },
  pause_ending: {
    meaning: 'the last day of a pause',
    category: 'clock',
    facts: { current: count },
    message: {
      ...plain,
      kind: 'pause_ending',
      leadsTo: 'pause',
      weight: 0,
      withdrawn: whenPauseChanges,
      expires: afterADay,
      examples: [{ current: 12 }],
    },
  },
  away: {
    meaning: 'somebody without a run has not come for some days',
    category: 'clock',
    facts: { daysAway: count, left: count },
    message: {
      ...plain,
      kind: 'away',
      leadsTo: 'streak',
      weight: 0,
      withdrawn: whenBack,
      expires: afterADay,
      examples: [
        { daysAway: 3, left: 2 },
        { daysAway: 14, left: 0 },
      ],
    },
  },
} as const satisfies { readonly [Kind in StoredEvent['kind']]: EventRow<Kind> };

/** The kinds of events that are stored. */
export type EventKind = keyof typeof catalogue;

type AnyMessage = NonNullable<(typeof catalogue)[EventKind]['message']>;

/** What users can be told of. */
export type MessageKind = AnyMessage['kind'];

/** What users can choose to be told of. */
export type ChosenKind = Extract<AnyMessage, { readonly corrects: null }>['kind'];

/** How users are told of something. */
export type Messaging = Omit<MessageRow<EventKind>, 'kind'> & { readonly kind: MessageKind };

const isEventKind = (kind: string): kind is EventKind => Object.hasOwn(catalogue, kind);

/** Every kind of event, in the order of the catalogue. */
export const eventKinds: readonly EventKind[] = Object.keys(catalogue).filter(isEventKind);

/** The kinds that the engine finds, and thus those that an activity can bring about. */
export const streakEventKinds = eventKinds.filter(
  (kind): kind is StreakEvent['kind'] => catalogue[kind].category !== 'clock',
);

const messageRows: readonly Messaging[] = eventKinds.flatMap(
  (kind) => catalogue[kind].message ?? [],
);

/** Everything that users can be told of. */
export const messageKinds: readonly MessageKind[] = messageRows.map(({ kind }) => kind);

function isChosen(kind: MessageKind): kind is ChosenKind {
  return messageRows.some((row) => row.kind === kind && row.corrects === null);
}

/** What users can choose to be told of; corrections follow what they correct. */
export const chosenKinds: readonly ChosenKind[] = messageKinds.filter(isChosen);

/** Something for each kind of message. */
export function byMessageKind<Value>(
  valueOf: (message: Messaging) => Value,
): Readonly<Record<MessageKind, Value>> {
  const entries = messageRows.map((message) => [message.kind, valueOf(message)]);
  return Object.fromEntries(entries) as Record<MessageKind, Value>;
}

/** How users are told of each kind of message. */
export const messages = byMessageKind((message) => message);
