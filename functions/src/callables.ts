import { deleteMyDataContract, exportMyDataContract } from './contracts/account';
import { getCalendarContract } from './contracts/calendar';
import {
  createChallengeContract,
  followChallengeContract,
  joinChallengeContract,
  leaveChallengeContract,
  listChallengesContract,
} from './contracts/challenges';
import type { Contract } from './contracts/contract';
import { getInsightsContract } from './contracts/insights';
import {
  getLeaderboardContract,
  rebuildLeaderboardsContract,
  setLeaderboardProfileContract,
} from './contracts/leaderboards';
import {
  getPreferencesContract,
  listDevicesContract,
  registerDeviceContract,
  trackOpenContract,
  unregisterDeviceContract,
  updatePreferencesContract,
} from './contracts/notifications';
import {
  adjustFreezesContract,
  listDeadLettersContract,
  mergeUsersContract,
  previewRetentionContract,
  repairStreakContract,
  replayDeadLettersContract,
  runMaintenanceContract,
} from './contracts/operators';
import {
  declareOutageContract,
  listOutagesContract,
  revokeOutageContract,
} from './contracts/outages';
import {
  createShareContract,
  listSharesContract,
  revokeShareContract,
  trackShareContract,
} from './contracts/shares';
import {
  cancelPauseContract,
  explainStreakContract,
  getStreakContract,
  logActivitiesContract,
  logActivityContract,
  setPauseContract,
  setRestDaysContract,
  setTimeZoneContract,
  startRecoveryContract,
  undoActivityContract,
} from './contracts/streaks';
import {
  listWebhookEndpointsContract,
  removeWebhookEndpointContract,
  setWebhookEndpointContract,
  testWebhookEndpointContract,
} from './contracts/webhooks';
import type { Access, Scale } from './edge/access';

/** The caller's own streak: an app may let people try it before they have an account. */
const own = {
  by: 'user',
  anonymous: true,
  consumesAppCheck: false,
  limit: 'light',
  recorded: false,
} as const satisfies Access;

/** What others see of the caller: someone with an account must answer for it. */
const shown = { ...own, anonymous: false } as const satisfies Access;

/** For those who run the service. */
const admin = { ...shown, by: 'admin', recorded: true } as const satisfies Access;

/** The same, where nothing is changed. */
const adminReads = { ...admin, recorded: false } as const satisfies Access;

const reads: Scale = {
  maxInstances: 50,
  concurrency: 80,
  memoryMiB: 256,
  timeoutSeconds: 60,
  why: 'Waits for one or two reads and folds for a millisecond: one instance serves many, in 170 MiB.',
};

const writes: Scale = {
  maxInstances: 50,
  concurrency: 40,
  memoryMiB: 256,
  timeoutSeconds: 60,
  why: 'A transaction on one user holds its connection for several round trips; 40 fit into 160 MiB.',
};

const operators: Scale = {
  maxInstances: 3,
  concurrency: 10,
  memoryMiB: 256,
  timeoutSeconds: 60,
  why: 'A few people call it. What would take long is left to workers.',
};

/**
 * For functions that erase users, callable or not. Cloud Tasks considers a task lost after 10 minutes, and an event
 * has 9: 40,000 documents, ten years of much activity, take a minute or two (docs/security.md).
 */
export const erasing = {
  maxInstances: 10,
  concurrency: 10,
  memoryMiB: 256,
  timeoutSeconds: 540,
  why: "Rare, and long: thousands of deletes, page by page, which must not crowd out users' calls.",
} as const satisfies Scale;

const call = <C extends () => Contract, const A extends Access>(
  contract: C,
  access: A,
  scale: Scale,
) => ({ kind: 'callable', contract, access, scale }) as const;

/**
 * The rows of the callables in the table of functions: the contract, who may call, how it scales. The
 * client's methods follow from them, so that this file names nothing that only a server has.
 */
export const callables = {
  adjustFreezes: call(() => adjustFreezesContract, admin, operators),
  cancelPause: call(() => cancelPauseContract, own, writes),
  createChallenge: call(() => createChallengeContract, admin, operators),
  createShare: call(() => createShareContract, { ...shown, limit: 'costly' }, writes),
  declareOutage: call(() => declareOutageContract, admin, operators),
  deleteMyData: call(
    () => deleteMyDataContract,
    { ...own, consumesAppCheck: true, limit: 'erasing' },
    erasing,
  ),
  explainStreak: call(() => explainStreakContract, own, reads),
  exportMyData: call(
    () => exportMyDataContract,
    { ...own, consumesAppCheck: true, limit: 'bulk' },
    {
      ...reads,
      concurrency: 10,
      memoryMiB: 512,
      why: 'A page of 200 documents takes megabytes: 200 MiB for ten of 4 MB each.',
    },
  ),
  followChallenge: call(
    () => followChallengeContract,
    { ...own, streamLimit: 'stream' },
    { ...reads, why: 'A stream lasts a minute and waits for all of it.' },
  ),
  getCalendar: { ...call(() => getCalendarContract, own, reads), usesCache: true },
  getInsights: call(() => getInsightsContract, own, {
    ...reads,
    why: 'As other reads; once a week and user it reads a year and writes.',
  }),
  getLeaderboard: call(() => getLeaderboardContract, own, reads),
  getPreferences: call(() => getPreferencesContract, own, reads),
  getStreak: call(() => getStreakContract, own, reads),
  joinChallenge: call(() => joinChallengeContract, own, writes),
  leaveChallenge: call(() => leaveChallengeContract, own, writes),
  listChallenges: call(() => listChallengesContract, own, reads),
  listDeadLetters: call(() => listDeadLettersContract, adminReads, operators),
  listDevices: call(() => listDevicesContract, own, reads),
  listOutages: call(() => listOutagesContract, adminReads, operators),
  listShares: call(
    () => listSharesContract,
    { ...shown, limit: 'bulk' },
    { ...reads, concurrency: 20, why: 'A page of 20 cards reads up to 420 documents.' },
  ),
  listWebhookEndpoints: call(() => listWebhookEndpointsContract, adminReads, operators),
  logActivity: call(
    () => logActivityContract,
    { ...own, limit: 'activity' },
    {
      ...writes,
      maxInstances: 200,
      why: 'As other writes, but everyone calls it, and all at once after an outage.',
    },
  ),
  logActivities: call(
    () => logActivitiesContract,
    { ...own, limit: 'activity' },
    {
      ...writes,
      concurrency: 20,
      why: 'As other writes, with a read, a write and a fold for each of up to 100 activities.',
    },
  ),
  mergeUsers: call(() => mergeUsersContract, admin, {
    ...erasing,
    maxInstances: 3,
    concurrency: 1,
    memoryMiB: 512,
    why: 'Goes through all that two people have done, up to 20,000 activities, and is rare.',
  }),
  previewRetention: call(() => previewRetentionContract, adminReads, operators),
  rebuildLeaderboards: call(() => rebuildLeaderboardsContract, admin, operators),
  registerDevice: call(() => registerDeviceContract, own, writes),
  removeWebhookEndpoint: call(() => removeWebhookEndpointContract, admin, operators),
  repairStreak: call(() => repairStreakContract, admin, operators),
  replayDeadLetters: call(() => replayDeadLettersContract, admin, operators),
  revokeOutage: call(() => revokeOutageContract, admin, operators),
  revokeShare: call(() => revokeShareContract, shown, writes),
  runMaintenance: call(() => runMaintenanceContract, admin, operators),
  setLeaderboardProfile: call(() => setLeaderboardProfileContract, shown, writes),
  setPause: call(() => setPauseContract, own, writes),
  setRestDays: call(() => setRestDaysContract, own, writes),
  setTimeZone: call(() => setTimeZoneContract, own, writes),
  setWebhookEndpoint: call(() => setWebhookEndpointContract, admin, operators),
  startRecovery: call(() => startRecoveryContract, own, writes),
  testWebhookEndpoint: call(() => testWebhookEndpointContract, adminReads, operators),
  trackOpen: call(() => trackOpenContract, own, writes),
  trackShare: call(() => trackShareContract, shown, writes),
  undoActivity: call(() => undoActivityContract, own, {
    ...writes,
    why: 'As other writes, with a read for each activity of the last days: 5,000 take 4 MB.',
    concurrency: 20,
  }),
  unregisterDevice: call(() => unregisterDeviceContract, own, writes),
  updatePreferences: call(() => updatePreferencesContract, own, writes),
} as const;

/** The name of a callable. */
export type CallableName = keyof typeof callables;
