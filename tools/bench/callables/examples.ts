import { type DeliveryKey, deliveryId } from '../../../functions/src/documents/delivery';

/** What the call of the same number of an example before was answered. */
type AnswerOf = (name: string) => unknown;

/** A call as an app would make it. */
export interface Example {
  readonly name: string;
  /** What is measured, where a callable is measured more than once. */
  readonly label?: string;
  readonly isAdmin?: boolean;
  /** The caller of the nth call; by default one of 50 who have a history. */
  readonly uid?: (n: number) => string;
  readonly data?: (n: number, answerOf: AnswerOf) => object;
}

/** Users with a history. */
export const USERS = 50;

/** Those who call one after the other. */
export function userOf(n: number): string {
  return `user-${n % USERS}`;
}

/** Somebody who begins, takes part in everything, and leaves. */
function newcomerOf(n: number): string {
  return `newcomer-${n}`;
}

/** Somebody who has just lost a run. */
export function lostOf(n: number): string {
  return `lost-${n}`;
}

/** The message that says so. */
export function toldOf(n: number): DeliveryKey {
  return { uid: lostOf(n), eventId: 'streak_broken', channel: 'push' };
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const later = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
const dayIn = (days: number) => later(days * DAY_MS).slice(0, 10);

const month = dayIn(0).slice(0, 7);
const admin = { isAdmin: true, uid: () => 'admin' };
const newcomer = { uid: newcomerOf };
const shareOf = (answerOf: AnswerOf) => {
  const { shareId } = answerOf('createShare') as { shareId: string };
  return { shareId };
};

/** Every callable, in an order in which none is refused. What makes others slower comes last. */
export const examples: readonly Example[] = [
  {
    name: 'logActivity',
    data: (n) => ({ activityId: `bench-${n}`, type: 'quiz_easy_passed' }),
  },
  { name: 'getStreak' },
  { name: 'explainStreak' },
  { name: 'getCalendar', label: 'hit', uid: () => userOf(0), data: () => ({ month }) },
  {
    name: 'getCalendar',
    label: 'miss',
    uid: (n) => userOf(n),
    data: (n) => ({ month: `20${String(25 - Math.floor(n / USERS)).padStart(2, '0')}-11` }),
  },
  { name: 'setTimeZone', data: () => ({ timeZone: 'Europe/Berlin' }) },
  { name: 'getLeaderboard', data: () => ({ board: 'weekly' }) },
  { name: 'setLeaderboardProfile', data: (n) => ({ displayName: `Reader ${n % USERS}` }) },
  { name: 'getInsights' },
  { name: 'getPreferences' },
  { name: 'updatePreferences', data: () => ({ quietHours: { from: 22, to: 8 } }) },
  {
    name: 'registerDevice',
    data: (n) => ({ token: `bench-token-${n % USERS}`.padEnd(60, 'x'), platform: 'web' }),
  },
  {
    name: 'unregisterDevice',
    data: (n) => ({ token: `bench-token-${n % USERS}`.padEnd(60, 'x') }),
  },
  { name: 'listDevices' },
  { name: 'listChallenges' },
  { name: 'listDeadLetters', ...admin },
  { name: 'listOutages', ...admin },
  { name: 'runMaintenance', ...admin },
  {
    name: 'logActivity',
    label: "a user's first",
    ...newcomer,
    data: (n) => ({ activityId: `first-${n}`, type: 'evaluation_high', timeZone: 'Asia/Tokyo' }),
  },
  { name: 'createShare', data: () => ({ fields: ['streak'] }) },
  { name: 'listShares' },
  { name: 'trackShare', data: (_, answerOf) => ({ ...shareOf(answerOf), via: 'x' }) },
  { name: 'revokeShare', data: (_, answerOf) => shareOf(answerOf) },
  { name: 'setPause', ...newcomer, data: () => ({ from: dayIn(2), to: dayIn(4) }) },
  { name: 'cancelPause', ...newcomer },
  { name: 'setRestDays', ...newcomer, data: (n) => ({ weekdays: [1 + (n % 7)] }) },
  {
    name: 'createChallenge',
    ...admin,
    data: (n) => ({
      challengeId: `bench-${n}`,
      title: 'A week of walks',
      goal: { kind: 'activities', target: 7 },
      window: { kind: 'days', first: dayIn(0), last: dayIn(7) },
    }),
  },
  { name: 'joinChallenge', ...newcomer, data: () => ({ challengeId: 'bench-0' }) },
  { name: 'followChallenge', ...newcomer, data: () => ({ challengeId: 'bench-0' }) },
  { name: 'leaveChallenge', ...newcomer, data: () => ({ challengeId: 'bench-0' }) },
  { name: 'startRecovery', uid: lostOf },
  {
    name: 'logActivities',
    data: (n) => ({
      activities: Array.from({ length: 20 }, (_, each) => ({
        activityId: `bench-batch-${n}-${each}`,
        type: 'quiz_easy_passed',
      })),
    }),
  },
  { name: 'undoActivity', data: () => ({ activityId: 'none' }) },
  { name: 'trackOpen', uid: lostOf, data: (n) => ({ deliveryId: deliveryId(toldOf(n)) }) },
  { name: 'exportMyData' },
  { name: 'repairStreak', ...admin, data: (n) => ({ uid: userOf(n) }) },
  {
    name: 'adjustFreezes',
    ...admin,
    data: (n) => ({
      uid: userOf(n),
      adjustmentId: `bench-${n}`,
      freezes: Math.floor(n / USERS) % 2 === 0 ? 1 : -1, // one held by each, so two at most
      reason: 'A test.',
    }),
  },
  {
    name: 'mergeUsers',
    ...admin,
    data: () => ({ from: userOf(0), into: userOf(1), reason: 'A test.' }), // the first merges, all others find it done
  },
  { name: 'rebuildLeaderboards', ...admin },
  { name: 'previewRetention', ...admin, data: () => ({ days: 365 }) },
  { name: 'listWebhookEndpoints', ...admin },
  {
    name: 'setWebhookEndpoint',
    ...admin,
    data: () => ({ url: 'https://api.example.com/streaks', reason: 'A test.' }),
  },
  { name: 'testWebhookEndpoint', ...admin, data: () => ({ id: 'a1b2c3d4e5f6' }) },
  {
    name: 'removeWebhookEndpoint',
    ...admin,
    data: () => ({ id: 'a1b2c3d4e5f6', reason: 'A test.' }),
  },
  { name: 'replayDeadLetters', ...admin, data: () => ({ ids: ['maintainShard.none'] }) },
  { name: 'deleteMyData', ...newcomer },
  {
    name: 'declareOutage',
    ...admin,
    data: (n) => ({
      from: later(DAY_MS + 2 * n * MINUTE_MS),
      to: later(DAY_MS + (2 * n + 1) * MINUTE_MS),
      reason: 'Maintenance of the database.',
    }),
  },
  {
    name: 'revokeOutage',
    ...admin,
    data: (_, answerOf) => {
      const { id } = answerOf('declareOutage') as { id: string };
      return { id };
    },
  },
];
