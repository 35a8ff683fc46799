/** A call as an app would make it. */
export interface Example {
  readonly name: string;
  /** What is measured, where a callable is measured more than once. */
  readonly label?: string;
  readonly isAdmin?: boolean;
  /** The caller of the nth call; by default one of 50 who have a history. */
  readonly uid?: (n: number) => string;
  readonly data?: (n: number) => object;
}

/** Users with a history. */
export const USERS = 50;

/** Those who call one after the other. */
export function userOf(n: number): string {
  return `user-${n % USERS}`;
}

const month = new Date().toISOString().slice(0, 7);
const admin = { isAdmin: true, uid: () => 'admin' };

/** What apps call most, and some of what operators do; nothing that changes what the others measure. */
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
  { name: 'listChallenges' },
  { name: 'listDeadLetters', ...admin },
  { name: 'listOutages', ...admin },
  { name: 'runMaintenance', ...admin },
];
