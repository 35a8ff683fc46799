import { createHash } from 'node:crypto';
import type { CallableName, callables } from '../../functions/src/functions';

type ByUsers = {
  [Name in CallableName]: (typeof callables)[Name]['access']['by'] extends 'user' ? Name : never;
}[CallableName];

/** A challenge that is there to be joined all year. */
export const aChallenge = {
  challengeId: 'everybody',
  title: 'A thousand activities',
  goal: { kind: 'activities', target: 1000 },
  window: { kind: 'days', first: '2026-01-01', last: '2026-12-31' },
};

/** The id of a card that is a user's: made by the test, for those that createShare gives are random. */
export function cardIdOf(uid: string): string {
  return createHash('sha256').update(uid).digest('base64url').slice(0, 16);
}

/** What a user does who leaves no function out, in this order. A new callable does not compile here. */
export const requestsOfUser: Record<ByUsers, (uid: string) => object> = {
  logActivity: (uid) => ({
    activityId: `first-of-${uid}`,
    type: 'evaluation_high',
    timeZone: 'Europe/Berlin',
  }),
  logActivities: (uid) => ({
    activities: [{ activityId: `first-of-${uid}`, type: 'evaluation_high' }],
  }),
  undoActivity: (uid) => ({ activityId: `first-of-${uid}` }),
  getStreak: () => ({}),
  explainStreak: () => ({}),
  setPause: () => ({ from: '2026-04-01', to: '2026-04-07' }),
  cancelPause: () => ({}),
  setRestDays: () => ({ weekdays: [7] }),
  startRecovery: () => ({}),
  getCalendar: () => ({ month: '2026-03' }),
  setTimeZone: () => ({ timeZone: 'Europe/Paris' }),
  getInsights: () => ({}),
  getPreferences: () => ({}),
  updatePreferences: () => ({ dailyCap: 3 }),
  registerDevice: (uid) => ({ token: `token-of-${uid}-0123456789`, platform: 'web' }),
  listDevices: () => ({}),
  unregisterDevice: (uid) => ({ token: `another-of-${uid}-0123456789` }),
  trackOpen: (uid) => ({ deliveryId: `${uid}_milestone.7.2026-03-02_push` }),
  setLeaderboardProfile: (uid) => ({ displayName: `Learner ${uid.slice(0, 3)}` }),
  leaveChallenge: () => ({ challengeId: aChallenge.challengeId }),
  joinChallenge: () => ({ challengeId: aChallenge.challengeId }),
  listChallenges: () => ({}),
  followChallenge: () => ({ challengeId: aChallenge.challengeId }),
  createShare: () => ({ fields: ['streak', 'name'] }),
  listShares: () => ({}),
  trackShare: (uid) => ({ shareId: cardIdOf(uid), via: 'x' }),
  revokeShare: (uid) => ({ shareId: cardIdOf(uid) }),
  getLeaderboard: () => ({ board: 'weekly' }),
  exportMyData: () => ({}),
  deleteMyData: () => ({}),
};
