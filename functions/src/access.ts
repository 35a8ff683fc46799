import type { LimitClass } from './platform/limits/limits';

/** Who may make a call, and what it costs. */
export interface Access {
  /** `user`: whoever is signed in. `admin`: who has the custom claim `admin`. */
  readonly by: 'user' | 'admin';
  /** Whether an anonymous sign-in will do. */
  readonly anonymous: boolean;
  /** Whether a call uses its App Check token up, where REPLAY_PROTECTION is on. */
  readonly consumesAppCheck: boolean;
  /** How often a user may call it. */
  readonly limit: LimitClass;
  /** How often a user may call it as a stream, which holds its place for up to a minute. */
  readonly streamLimit?: LimitClass;
  /** Whether a call is recorded in `operatorActions`, with who made it: that of an administrator who changes something. */
  readonly recorded: boolean;
}

/** An HTTPS function, which anyone can reach. */
export interface OpenAccess {
  /** What stands for a sign-in. */
  readonly proof: 'signed token' | 'signed body' | 'none';
  readonly methods: readonly string[];
  readonly maxBytes: number;
}

/** The caller's own streak: an app may let people try it before they have an account. */
const own = {
  by: 'user',
  anonymous: true,
  consumesAppCheck: false,
  limit: 'light',
  recorded: false,
} as const;

/** What others see of the caller: somebody with an account stands for it. */
const shown = { ...own, anonymous: false } as const;

/** For those who run the service. */
const admin = {
  by: 'admin',
  anonymous: false,
  consumesAppCheck: false,
  limit: 'light',
  recorded: true,
} as const;

/** The same, where nothing is changed. */
const adminReads = { ...admin, recorded: false } as const;

/**
 * The one table of who may call what. `platform/callable.ts` enforces it, docs/api.md and
 * docs/security.md show it, and a callable without a row does not compile.
 */
export const access = {
  adjustFreezes: admin,
  cancelPause: own,
  createChallenge: admin,
  createShare: { ...shown, limit: 'costly' },
  declareOutage: admin,
  deleteMyData: { ...own, consumesAppCheck: true, limit: 'costly' },
  explainStreak: own,
  exportMyData: { ...own, consumesAppCheck: true, limit: 'bulk' },
  followChallenge: { ...own, streamLimit: 'stream' },
  getInsights: own,
  getCalendar: own,
  getLeaderboard: own,
  getPreferences: own,
  getStreak: own,
  joinChallenge: own,
  leaveChallenge: own,
  listChallenges: own,
  listDeadLetters: adminReads,
  listShares: { ...shown, limit: 'bulk' },
  listOutages: adminReads,
  logActivity: { ...own, limit: 'activity' },
  previewRetention: adminReads,
  rebuildLeaderboards: admin,
  registerDevice: own,
  repairStreak: admin,
  replayDeadLetters: admin,
  revokeOutage: admin,
  revokeShare: shown,
  runMaintenance: admin,
  setLeaderboardProfile: shown,
  setPause: own,
  setRestDays: own,
  setTimeZone: own,
  startRecovery: own,
  trackOpen: own,
  trackShare: shown,
  unregisterDevice: own,
  updatePreferences: own,
} as const satisfies Record<string, Access>;

/** The same for HTTPS functions; `platform/page.ts` enforces it. */
export const openToAnyone = {
  sendgridEvents: { proof: 'signed body', methods: ['POST'], maxBytes: 1_048_576 },
  share: { proof: 'none', methods: ['GET', 'HEAD'], maxBytes: 0 },
  unsubscribe: { proof: 'signed token', methods: ['GET', 'HEAD', 'POST'], maxBytes: 4_096 },
} as const satisfies Record<string, OpenAccess>;

export type OpenName = keyof typeof openToAnyone;

/** The name of a callable. */
export type CallableName = keyof typeof access;
