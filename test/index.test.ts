import firebaseFunctionsTest from 'firebase-functions-test';
import * as functions from '../functions/src';
import { type CallableName, access } from '../functions/src/access';
import { scheduledMinutes } from '../tools/replay/schedule';

test('these functions are deployed, and no others', () => {
  const kinds = Object.entries(functions).map(([name, { __endpoint: endpoint }]) => [
    name,
    Object.keys(endpoint).find((key) => key.endsWith('Trigger')),
  ]);
  expect(Object.fromEntries(kinds)).toEqual({
    adjustFreezes: 'callableTrigger',
    auditStreaks: 'scheduleTrigger',
    cancelPause: 'callableTrigger',
    closeChallengeParts: 'eventTrigger',
    closeChallenges: 'scheduleTrigger',
    createChallenge: 'callableTrigger',
    buildInsights: 'eventTrigger',
    createShare: 'callableTrigger',
    buildLeaderboards: 'scheduleTrigger',
    declareOutage: 'callableTrigger',
    deleteMyData: 'callableTrigger',
    deliverNotification: 'taskQueueTrigger',
    expireUsers: 'eventTrigger',
    explainStreak: 'callableTrigger',
    exportMyData: 'callableTrigger',
    finishErasure: 'taskQueueTrigger',
    followChallenge: 'callableTrigger',
    getInsights: 'callableTrigger',
    getCalendar: 'callableTrigger',
    getLeaderboard: 'callableTrigger',
    getPreferences: 'callableTrigger',
    getStreak: 'callableTrigger',
    joinChallenge: 'callableTrigger',
    leaveChallenge: 'callableTrigger',
    listChallenges: 'callableTrigger',
    listDeadLetters: 'callableTrigger',
    listOutages: 'callableTrigger',
    listShares: 'callableTrigger',
    logActivity: 'callableTrigger',
    maintainShard: 'eventTrigger',
    onAccountDeleted: 'eventTrigger',
    onLedgerWritten: 'eventTrigger',
    onStreakEvent: 'eventTrigger',
    previewRetention: 'callableTrigger',
    rebuildLeaderboards: 'callableTrigger',
    registerDevice: 'callableTrigger',
    remindShard: 'eventTrigger',
    repairStreak: 'callableTrigger',
    replayDeadLetters: 'callableTrigger',
    revokeOutage: 'callableTrigger',
    revokeShare: 'callableTrigger',
    rollUpDeliveries: 'scheduleTrigger',
    runMaintenance: 'callableTrigger',
    scheduleInsights: 'scheduleTrigger',
    scheduleMaintenance: 'scheduleTrigger',
    scheduleReminders: 'scheduleTrigger',
    scheduleRetention: 'scheduleTrigger',
    scheduleSweeps: 'scheduleTrigger',
    sendgridEvents: 'httpsTrigger',
    setLeaderboardProfile: 'callableTrigger',
    setPause: 'callableTrigger',
    setRestDays: 'callableTrigger',
    setTimeZone: 'callableTrigger',
    startRecovery: 'callableTrigger',
    share: 'httpsTrigger',
    sweepDeliveries: 'scheduleTrigger',
    sweepOutage: 'eventTrigger',
    trackOpen: 'callableTrigger',
    trackShare: 'callableTrigger',
    unregisterDevice: 'callableTrigger',
    unsubscribe: 'httpsTrigger',
    updatePreferences: 'callableTrigger',
  });
});

test('a worker that fails gets its message again, and stays within its memory', () => {
  expect(functions.maintainShard.__endpoint).toMatchObject({
    availableMemoryMb: 256,
    eventTrigger: { retry: true, eventFilters: { topic: 'streak-maintenance' } },
  });
  expect(functions.sweepOutage.__endpoint).toMatchObject({
    availableMemoryMb: 256,
    eventTrigger: { retry: true, eventFilters: { topic: 'streak-outage-sweeps' } },
  });
});

test('only functions that need a secret get it', () => {
  const secrets = Object.entries(functions).map(([name, { __endpoint: endpoint }]) => {
    const { secretEnvironmentVariables = [] } = endpoint as {
      secretEnvironmentVariables?: { key: string }[];
    };
    return [name, secretEnvironmentVariables.map(({ key }) => key).sort()] as const;
  });
  const sending = ['SENDGRID_API_KEY', 'SENDGRID_WEBHOOK_KEYS', 'UNSUBSCRIBE_SIGNING_KEYS'];
  expect(Object.fromEntries(secrets.filter(([, keys]) => keys.length > 0))).toEqual({
    deliverNotification: sending,
    onStreakEvent: sending,
    sendgridEvents: ['SENDGRID_WEBHOOK_KEYS'],
    unsubscribe: ['UNSUBSCRIBE_SIGNING_KEYS'],
  });
});

test.each(Object.keys(access) as CallableName[])(
  '%s refuses whoever is not signed in, before it reads anything',
  async (name) => {
    const { wrap, cleanup } = firebaseFunctionsTest();
    const call = wrap(functions[name] as typeof functions.getStreak);
    await expect(call({ data: {} } as never)).rejects.toMatchObject({
      code: 'unauthenticated',
      details: { reason: 'sign-in-required' },
    });
    cleanup();
  },
);

test.each(['maintenance', 'reminders'] as const)(
  'runs of a log know the schedule of %s',
  (name) => {
    const fn = {
      maintenance: functions.scheduleMaintenance,
      reminders: functions.scheduleReminders,
    };
    const { schedule } = fn[name].__endpoint.scheduleTrigger ?? {};
    expect(schedule).toBe(`${scheduledMinutes[name].join(',')} * * * *`);
  },
);
