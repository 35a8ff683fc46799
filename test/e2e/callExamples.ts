import type { CallableName } from '../../functions/src/functions';

/** A call as somebody who is signed in makes it, and some of what comes back. */
interface CallExample {
  readonly data?: object;
  /** What the answer holds, or the reason of the refusal. */
  readonly answer: Readonly<Record<string, unknown>> | string;
}

const HOUR_MS = 3_600_000;
const hourAgo = new Date(Date.now() - HOUR_MS).toISOString();
const token = 'a-phone-of-the-tests';

/** A call of every callable there is: one that lacks its example does not compile. */
export const callExamples: Record<CallableName, CallExample> = {
  createChallenge: {
    data: {
      challengeId: 'example',
      title: 'An example',
      goal: { kind: 'activities', target: 1000 },
      window: {
        kind: 'instants',
        from: hourAgo,
        to: new Date(Date.now() + 720 * HOUR_MS).toISOString(), // ticks have moved local time
      },
    },
    answer: { challengeId: 'example' },
  },
  createShare: { data: { fields: ['streak'] }, answer: 'private-user' },
  declareOutage: {
    data: { from: hourAgo, to: new Date().toISOString(), reason: 'Tried by a test' },
    answer: { reason: 'Tried by a test' },
  },
  exportMyData: { answer: { documents: expect.any(Array) } },
  explainStreak: { answer: { days: expect.any(Array) } },
  followChallenge: { data: { challengeId: 'none' }, answer: 'unknown-challenge' },
  getInsights: { answer: { heatmap: expect.any(Object) } },
  getCalendar: {
    data: { month: '2026-03' },
    answer: { from: '2026-03-01', days: expect.any(Array) },
  },
  getLeaderboard: { data: { board: 'allTime' }, answer: { period: 'all' } },
  getPreferences: { answer: { quietHours: { from: 22, to: 8 } } },
  getStreak: { answer: { timeZone: 'Europe/Berlin' } },
  joinChallenge: { data: { challengeId: 'example' }, answer: { part: { target: 1000 } } },
  leaveChallenge: { data: { challengeId: 'example' }, answer: { left: true } },
  listChallenges: { answer: { challenges: expect.any(Array) } },
  listDeadLetters: { answer: { letters: [] } },
  listShares: { answer: { shares: [], next: null } },
  listOutages: { answer: { outages: [{ reason: 'Tried by a test' }] } },
  logActivity: {
    data: { activityId: 'example', type: 'quiz_easy_passed' },
    answer: { streak: { activeToday: true } },
  },
  logActivities: {
    data: { activities: [{ activityId: 'example', type: 'quiz_easy_passed' }] },
    answer: { outcomes: [{ activityId: 'example', refused: null }], streak: { activeToday: true } },
  },
  undoActivity: { data: { activityId: 'none' }, answer: 'unknown-activity' },
  previewRetention: { data: { days: 365 }, answer: { silent: expect.any(Number) } },
  rebuildLeaderboards: { answer: { published: expect.any(Number) } },
  registerDevice: { data: { token, platform: 'android' }, answer: { devices: 1 } },
  adjustFreezes: {
    data: { uid: 'nobody', adjustmentId: 'a', freezes: 1, reason: 'a test' },
    answer: 'unknown-user',
  },
  mergeUsers: {
    data: { from: 'nobody', into: 'ada', reason: 'a test' },
    answer: 'unknown-user',
  },
  repairStreak: { data: { uid: 'ada' }, answer: { repaired: false } },
  replayDeadLetters: {
    data: { ids: ['maintainShard.nobody'] },
    answer: { results: [{ outcome: 'unknown' }] },
  },
  revokeShare: { data: { shareId: 'AAAAAAAAAAAAAAAA' }, answer: 'unknown-share' },
  revokeOutage: { data: { id: 'none' }, answer: 'unknown-outage' },
  runMaintenance: { answer: { due: expect.any(Number) } },
  setLeaderboardProfile: { data: { displayName: 'Kim' }, answer: { displayName: 'Kim' } },
  setWebhookEndpoint: {
    data: { url: 'https://api.example.com/streaks', reason: 'a test' },
    answer: 'webhooks-off',
  },
  listWebhookEndpoints: { answer: { endpoints: [] } },
  removeWebhookEndpoint: {
    data: { id: 'a1b2c3d4e5f6', reason: 'a test' },
    answer: { removed: false },
  },
  testWebhookEndpoint: { data: { id: 'a1b2c3d4e5f6' }, answer: 'unknown-webhook' },
  setTimeZone: {
    data: { timeZone: 'Europe/Berlin' },
    answer: { streak: { timeZone: 'Europe/Berlin' } },
  },
  cancelPause: { answer: { streak: { plan: { pauses: [] } } } },
  setPause: { data: { from: '2020-01-01', to: '2020-01-02' }, answer: 'day-has-ended' },
  setRestDays: { data: { weekdays: [7] }, answer: { streak: { plan: { restDays: [] } } } },
  startRecovery: { answer: 'no-recovery-offered' },
  trackOpen: { data: { deliveryId: 'of-nobody' }, answer: 'unknown-delivery' },
  trackShare: { data: { shareId: 'AAAAAAAAAAAAAAAA' }, answer: 'unknown-share' },
  listDevices: { answer: { devices: [{ platform: 'android' }] } },
  unregisterDevice: { data: { token }, answer: { removed: true } },
  updatePreferences: { data: { language: 'de' }, answer: { language: 'de' } },
  deleteMyData: { answer: { deleted: expect.any(Number) } }, // the last that the user does
};
