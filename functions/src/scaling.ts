/** How far a function scales. Their product is the most requests that it works on at once. */
interface Scale {
  /** Instances at most: the bound on what a flood can cost and on how hard it can hit Firestore. */
  readonly maxInstances: number;
  /** Requests in one instance at once. */
  readonly concurrency: number;
  readonly why: string;
}

const reads: Scale = {
  maxInstances: 50,
  concurrency: 80,
  why: 'Waits for one or two reads and folds for a millisecond: one instance serves many.',
};

const writes: Scale = {
  maxInstances: 50,
  concurrency: 40,
  why: 'A transaction on one user holds its connection for several round trips.',
};

const activities: Scale = {
  ...writes,
  maxInstances: 200,
  why: 'As other writes, but everyone calls it, and all at once after an outage.',
};

const operators: Scale = {
  maxInstances: 3,
  concurrency: 10,
  why: 'A few people call it.',
};

const erasing: Scale = {
  maxInstances: 10,
  concurrency: 10,
  why: 'Rare, and long: thousands of deletes, which shall not crowd out what users do.',
};

const expiring: Scale = {
  maxInstances: 4,
  concurrency: 1,
  why: 'Nobody waits for it: thousands of deletes, which shall not crowd out what users do.',
};

const schedule: Scale = {
  maxInstances: 1,
  concurrency: 1,
  why: 'A run a time. A retry waits for the run before it.',
};

const worker: Scale = {
  maxInstances: 32,
  concurrency: 1,
  why: 'A page of users fills its 256 MiB and its time; more side by side, never more in one.',
};

const page: Scale = {
  maxInstances: 10,
  concurrency: 80,
  why: 'Anyone may send to it, so it is the first to be flooded; real traffic is small.',
};

/**
 * The one table of how far each function scales. A function takes its row with {@link scaled}; one
 * without a row fails a test.
 */
export const scaling = {
  auditStreaks: schedule,
  cancelPause: writes,
  closeChallengeParts: worker,
  closeChallenges: schedule,
  createChallenge: operators,
  buildInsights: worker,
  createShare: writes,
  buildLeaderboards: schedule,
  declareOutage: operators,
  deleteMyData: erasing,
  deliverNotification: {
    maxInstances: 10,
    concurrency: 10,
    why: 'The queue hands out 50 tasks at once; the rest is room for a cold start. Providers are slow and take little.',
  },
  expireUsers: expiring,
  explainStreak: reads,
  exportMyData: { ...reads, concurrency: 10, why: 'A page of 200 documents takes megabytes.' },
  finishErasure: erasing,
  followChallenge: {
    maxInstances: 50,
    concurrency: 80,
    why: 'A stream lasts a minute and waits for all of it.',
  },
  getInsights: {
    ...reads,
    why: 'As other reads; once a week and user it reads a year and writes.',
  },
  getCalendar: reads,
  getLeaderboard: reads,
  getPreferences: reads,
  getStreak: reads,
  joinChallenge: writes,
  leaveChallenge: writes,
  listChallenges: reads,
  listDeadLetters: operators,
  listOutages: operators,
  listShares: { ...reads, concurrency: 20, why: 'A page of 20 cards reads up to 420 documents.' },
  logActivity: activities,
  maintainShard: worker,
  onAccountDeleted: {
    ...erasing,
    concurrency: 1,
    why: 'The first generation takes one at a time.',
  },
  onLedgerWritten: {
    maxInstances: 50,
    concurrency: 80,
    why: 'Every activity wakes it; it compares two documents and seldom writes.',
  },
  onStreakEvent: {
    maxInstances: 50,
    concurrency: 20,
    why: 'After a run of maintenance thousands of events come at once, each a few round trips.',
  },
  previewRetention: operators,
  rebuildLeaderboards: operators,
  registerDevice: writes,
  remindShard: worker,
  adjustFreezes: operators,
  repairStreak: operators,
  replayDeadLetters: operators,
  revokeOutage: operators,
  revokeShare: writes,
  rollUpDeliveries: schedule,
  runMaintenance: operators,
  scheduleInsights: schedule,
  scheduleMaintenance: schedule,
  scheduleReminders: schedule,
  scheduleRetention: schedule,
  scheduleSweeps: schedule,
  sendgridEvents: page,
  setLeaderboardProfile: writes,
  setPause: writes,
  setRestDays: writes,
  setTimeZone: writes,
  startRecovery: writes,
  share: {
    maxInstances: 20,
    concurrency: 10,
    why: 'Drawing takes the processor for tens of milliseconds; the CDN answers for most images.',
  },
  sweepDeliveries: schedule,
  sweepOutage: worker,
  trackOpen: writes,
  trackShare: writes,
  unregisterDevice: writes,
  unsubscribe: page,
  updatePreferences: writes,
} as const satisfies Record<string, Scale>;

/** The name of a function of this project. */
export type FunctionName = keyof typeof scaling;

/** How far a function scales, as options of firebase-functions. */
export function scaled(name: FunctionName): { maxInstances: number; concurrency: number } {
  const { maxInstances, concurrency } = scaling[name];
  return { maxInstances, concurrency };
}
