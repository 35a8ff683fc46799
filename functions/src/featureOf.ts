import type { FeatureName } from './contracts/features';
import type { FunctionName } from './functions';

/** The functions of each feature. One that is in none does not compile. */
export const functionsOf = {
  streaks: [
    'logActivity',
    'logActivities',
    'undoActivity',
    'getStreak',
    'explainStreak',
    'setTimeZone',
    'startRecovery',
    'scheduleMaintenance',
    'maintainShard',
    'auditStreaks',
    'setUp',
    'exportMyData',
    'deleteMyData',
    'finishErasure',
    'onAccountDeleted',
  ],
  plans: ['setPause', 'cancelPause', 'setRestDays'],
  calendar: ['getCalendar', 'onLedgerWritten'],
  notifications: [
    'getPreferences',
    'updatePreferences',
    'registerDevice',
    'listDevices',
    'unregisterDevice',
    'trackOpen',
    'onStreakEvent',
    'deliverNotification',
    'sweepDeliveries',
    'rollUpDeliveries',
    'scheduleReminders',
    'remindShard',
  ],
  email: ['sendgridEvents', 'unsubscribe'],
  leaderboards: [
    'getLeaderboard',
    'setLeaderboardProfile',
    'buildLeaderboards',
    'rebuildLeaderboards',
  ],
  insights: ['getInsights', 'scheduleInsights', 'buildInsights'],
  challenges: [
    'createChallenge',
    'listChallenges',
    'joinChallenge',
    'leaveChallenge',
    'followChallenge',
    'closeChallenges',
    'closeChallengeParts',
  ],
  sharing: ['createShare', 'listShares', 'revokeShare', 'trackShare', 'share'],
  outages: ['declareOutage', 'revokeOutage', 'listOutages', 'scheduleSweeps', 'sweepOutage'],
  events: [
    'publishEvents',
    'deliverWebhook',
    'setWebhookEndpoint',
    'listWebhookEndpoints',
    'removeWebhookEndpoint',
    'testWebhookEndpoint',
  ],
  retention: ['previewRetention', 'scheduleRetention', 'expireUsers'],
  operators: [
    'listDeadLetters',
    'replayDeadLetters',
    'repairStreak',
    'adjustFreezes',
    'mergeUsers',
    'runMaintenance',
  ],
} as const satisfies Readonly<Record<FeatureName, readonly FunctionName[]>>;

type Listed = (typeof functionsOf)[FeatureName][number];

/** The feature that a function belongs to. */
export const featureOf: Readonly<Record<FunctionName, FeatureName>> = Object.fromEntries(
  (Object.keys(functionsOf) as FeatureName[]).flatMap((feature) =>
    functionsOf[feature].map((name) => [name, feature]),
  ),
) satisfies Record<string, FeatureName> as Record<Listed, FeatureName>;
