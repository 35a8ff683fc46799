import { isDocumentId } from './contracts/ids';
import {
  closeMessage,
  type ErasureTask,
  erasureTask,
  insightsMessage,
  instantOfTask,
  retentionMessage,
  sweepMessage,
  topics,
} from './contracts/messages';
import type { BoardRecord } from './documents/leaderboard';
import { loadLedger } from './documents/load';
import type { UseCase } from './edge/rows';
import { erasureWith, finishErasure } from './features/account/erasure';
import { auditAgain, auditStreaks } from './features/audit/auditStreaks';
import { repairStreak } from './features/audit/repairStreak';
import { firestoreCache, redisCache } from './features/calendar/calendarCache';
import { invalidateMonth } from './features/calendar/invalidateMonth';
import { closeChallenges, closeParticipations } from './features/challenges/closeChallenges';
import { createChallenge } from './features/challenges/createChallenge';
import { followChallenge } from './features/challenges/followChallenge';
import { joinChallenge } from './features/challenges/joinChallenge';
import { leaveChallenge } from './features/challenges/leaveChallenge';
import { listChallenges } from './features/challenges/listChallenges';
import {
  countOpenLetters,
  listDeadLetters,
  type Replay,
  replayDeadLetters,
} from './features/deadLetters/deadLetters';
import { claimDatabase } from './features/installation/claimDatabase';
import { buildInsights, scheduleInsights } from './features/insights/buildInsights';
import { getInsights, type InsightsDeps } from './features/insights/getInsights';
import { shippedModel } from './features/insights/shippedModel';
import { buildLeaderboards } from './features/leaderboards/buildLeaderboards';
import { getLeaderboard } from './features/leaderboards/getLeaderboard';
import { setLeaderboardProfile } from './features/leaderboards/setLeaderboardProfile';
import { maintainShard } from './features/maintenance/maintainShard';
import { replayWork, scheduleMaintenance } from './features/maintenance/scheduleMaintenance';
import { measured } from './features/maintenance/worker';
import { deliver } from './features/notifications/deliver';
import { listDevices, registerDevice, unregisterDevice } from './features/notifications/devices';
import { sendgridEvents } from './features/notifications/mailReports';
import { notifyOnEvent } from './features/notifications/notifyOnEvent';
import {
  remindShard,
  replayReminders,
  scheduleReminders,
} from './features/notifications/remindShard';
import { rollUpDeliveries } from './features/notifications/rollUpDeliveries';
import { laterWith, sendersOf } from './features/notifications/senders';
import { replayDelivery, sweepDeliveries } from './features/notifications/sweepDeliveries';
import { trackOpen } from './features/notifications/trackOpen';
import { unsubscribe } from './features/notifications/unsubscribe';
import { getPreferences, updatePreferences } from './features/notifications/updatePreferences';
import { scheduleSweeps } from './features/outages/scheduleSweeps';
import { type CachedOutages, cachedOutages } from './features/outages/cachedOutages';
import { declareOutage, listOutages, revokeOutage } from './features/outages/changeOutages';
import { loadOutages } from './features/outages/store';
import { sweepOutage } from './features/outages/sweepOutage';
import { deliverWebhook, replayWebhook } from './features/events/deliverWebhook';
import { loadEndpoints } from './features/events/endpoints';
import {
  listWebhookEndpoints,
  removeWebhookEndpoint,
  setWebhookEndpoint,
  testWebhookEndpoint,
} from './features/events/manageEndpoints';
import { publishEvents, replayPublishing } from './features/events/publishEvents';
import { expireUsers } from './features/retention/expireUsers';
import { markSeen } from './features/retention/markSeen';
import { previewRetention, scheduleRetention } from './features/retention/scheduleRetention';
import { createShare } from './features/sharing/createShare';
import { listShares, revokeShare, trackShare } from './features/sharing/manageShares';
import { showShare } from './features/sharing/showShare';
import { wordsWith } from './features/sharing/words';
import { cancelPause, setPause, setRestDays } from './features/streaks/changePlan';
import { startRecovery } from './features/streaks/startRecovery';
import { featureOf } from './featureOf';
import { type App, callables, type FunctionName, type Named } from './functions';
import { singleFlight } from './platform/concurrency';
import { giveUpWith } from './platform/deadLetter';
import { log, type LogContext } from './platform/log';
import { measure, measureAll, metric } from './platform/metric';
import { loadTemplates } from './platform/template';
import { type Ports } from './ports';
import { createStreaks, judgingBy, timeLimit } from './streaks';
import { FirestreakError } from './contracts/errors';
import { activities } from './contracts/rateLimits';

/**
 * Wires every use case to the ports: the one place where they meet. What is deployed, the tests, and every
 * simulation and benchmark are built on it.
 *
 * @param outages those in force; by default they are read from the store, once a minute at most
 */
export function createApp(
  ports: Ports,
  outages: CachedOutages = cachedOutages(() => loadOutages(ports.db), ports.now),
): App {
  const { now, random, settings } = ports;
  const giveUp = giveUpWith(ports);
  const boardFlight = singleFlight<BoardRecord | undefined>();

  // Thunks and getters: a port or setting is read only when a call needs it.
  const deps = () => ({
    ...{ db: ports.db, program: ports.program, now, random },
    publishes: ports.publishes,
  });

  const judging = judgingBy(ports, outages);

  /** Changes the outages, after which the cached list is dropped. */
  const changing = <T>(change: Promise<T>): Promise<T> =>
    change.finally(() => {
      outages.forget();
    });

  /** A use case that counts as a sign of life though it changes nothing of the streak. */
  const seen =
    <Request, Response>(useCase: UseCase<Request, Response>): UseCase<Request, Response> =>
    async (caller, request, stream) => {
      if (settings.retentionDays > 0) await markSeen(ports.db, caller.uid, now());
      return useCase(caller, request, stream);
    };

  const announcing =
    <Message extends object>(topic: keyof typeof topics, idOf: (message: Message) => string) =>
    (message: Message) =>
      ports.publish(topics[topic], message, idOf(message));
  const byRun = ({ runId }: { readonly runId: string }) => runId;
  const byCall = ({ correlationId }: { readonly correlationId: string }) => correlationId;

  const { open } = ports;
  const maintenance = () => ({
    ...{ open, program: ports.program, now, giveUp, memoryShare: ports.memoryShare },
    announce: announcing('maintenance', byRun),
  });
  const reminders = () => ({
    ...{ open, program: ports.program, now, giveUp },
    announce: announcing('reminders', byRun),
  });
  const sweeps = { announce: announcing('outageSweeps', byCall) };
  const insights = {
    open,
    get shipped() {
      return shippedModel;
    },
    ledgerOf: (...days: Parameters<InsightsDeps['ledgerOf']>) => loadLedger(ports.db, ...days),
    announce: announcing('insights', byRun),
  };
  const challenges = () => ({
    ...deps(),
    placesNeedAccount: settings.placesNeedAccount,
    announce: announcing('challenges', byCall),
  });
  const sharing = () => ({
    ...deps(),
    base: settings.shareBase,
    hasNames: isDeployed('setLeaderboardProfile'),
    words: async () => wordsWith(await loadTemplates(), ports.texts),
  });

  const installation = () => ({ ...deps(), installation: settings.installation });
  const audit = async ({ correlationId }: LogContext) => {
    const found = await judging((streaks) =>
      auditStreaks({ ...streaks, random, giveUp }, correlationId),
    );
    return { ...found, ...measure('streak_drift', found.drifted, { field: 'any' }) };
  };

  /** Makes what the schedules would make within a day, and looks whether all is well. */
  const setUp = async (context: LogContext) => {
    const isAlone = await claimDatabase(installation(), context);
    const boards = isDeployed('buildLeaderboards') ? await buildLeaderboards(deps()) : 0;
    const { due } = await scheduleMaintenance(maintenance(), new Date(now()));
    log.info('set_up', context, { isAlone, boards, due, ...(await audit(context)) });
  };

  const cache = () =>
    settings.calendarCache === 'redis' ? redisCache(ports.redis) : firestoreCache(ports.db, now);

  const webhooks = () => ({
    ...{ ...deps(), send: ports.sendWebhook, enqueue: ports.enqueue, giveUp },
    endpoints: () => loadEndpoints(ports.db, settings, now()),
  });
  const endpoints = () => ({ ...deps(), settings, newId: ports.newId, send: ports.sendWebhook });
  const publishing = () => ({
    ...{ ...webhooks(), publish: ports.publish, toTopic: settings.publishesEvents },
    toChannel: settings.eventarcChannel === '' ? null : ports.toChannel,
  });

  const waiting = () => ({ ...deps(), later: laterWith(ports.enqueue) });
  const deliveries = () => ({ ...waiting(), giveUp, senders: sendersOf(ports) });

  const erasure = () => ({ ...erasureWith(ports, judging), accountsOf: ports.accountsOf });
  const retention = () => {
    const { erase, lookAgain } = erasure();
    return {
      ...{ db: ports.db, open, now, accountsOf: ports.accountsOf, lookAgain },
      erase: ({ uid, requestedAt, correlationId }: ErasureTask) =>
        erase({ uid, upTo: Date.parse(requestedAt), correlationId }),
      announce: announcing('retention', byRun),
    };
  };

  const isDeployed = (name: FunctionName) => ports.features.has(featureOf[name]);
  const deployment = () => ({
    features: [...ports.features],
    callables: (Object.keys(callables) as FunctionName[]).filter(isDeployed).sort(),
    clientLogging: settings.clientLogging,
  });

  const streaks = createStreaks(ports, judging, {
    cache,
    logging: () => (settings.rateLimitsLifted ? {} : { limit: activities }),
    deployment,
  });

  /** A use case that clients may not call where only the app's servers log. */
  const logging =
    <Request, Response>(useCase: UseCase<Request, Response>): UseCase<Request, Response> =>
    async (...call) => {
      if (settings.clientLogging) return useCase(...call);
      const advice = "Activities are logged by the app's servers (CLIENT_LOGGING is off).";
      throw new FirestreakError('client-logging-off', advice);
    };

  /** How the work of each function that gives up is done again. */
  const replays: Record<Named<'worker' | 'task'> | 'auditStreaks' | 'publishEvents', Replay> = {
    deliverWebhook: (...letter) => replayWebhook(webhooks(), ...letter),
    publishEvents: (payload) => replayPublishing(deps(), payload),
    auditStreaks: (payload) => judging((streaks) => auditAgain(streaks, payload)),
    buildInsights: (payload) => insights.announce(insightsMessage.parse(payload)),
    closeChallengeParts: (payload) => challenges().announce(closeMessage.parse(payload)),
    deliverNotification: (payload, correlationId) =>
      replayDelivery(waiting(), payload, correlationId),
    expireUsers: (payload) => retention().announce(retentionMessage.parse(payload)),
    finishErasure: async ({ task }) => {
      await finishErasure(erasure(), erasureTask.parse(task));
    },
    setUp: (_, correlationId) => setUp({ operation: 'setUp', correlationId }),
    maintainShard: (payload, correlationId) =>
      judging((streaks) => replayWork({ ...maintenance(), ...streaks }, payload, correlationId)),
    remindShard: (payload) => replayReminders(reminders(), payload),
    sweepOutage: (payload) => sweeps.announce(sweepMessage.parse(payload)),
  };

  const replaysOfDeployed = () =>
    Object.fromEntries(
      Object.entries(replays).filter(([name]) => isDeployed(name as keyof typeof replays)),
    );

  return {
    ...streaks,
    logActivities: logging(streaks.logActivities),
    logActivity: logging(streaks.logActivity),
    undoActivity: logging(streaks.undoActivity),

    cancelPause: (caller, request) => judging((streaks) => cancelPause(streaks, caller, request)),
    createChallenge: async ({ uid: userId, correlationId }, request) => {
      const challenge = await createChallenge(challenges(), request);
      log.info('challenge_created', { operation: 'createChallenge', correlationId, userId });
      return challenge;
    },
    createShare: seen((caller, request) =>
      judging((streaks) =>
        createShare({ ...sharing(), ...insights, ...streaks, newId: ports.newId }, caller, request),
      ),
    ),
    declareOutage: (caller, request) =>
      changing(declareOutage({ ...deps(), ...sweeps }, caller, request)),
    followChallenge: (caller, request, stream) =>
      followChallenge(challenges(), caller, request, stream),
    getInsights: (caller) => judging((streaks) => getInsights({ ...insights, ...streaks }, caller)),
    getLeaderboard: (caller, request) =>
      judging((streaks) => getLeaderboard({ ...streaks, flight: boardFlight }, caller, request)),
    getPreferences: (caller) => getPreferences(deps(), caller),
    joinChallenge: (caller, request) =>
      judging((streaks) => joinChallenge({ ...challenges(), ...streaks }, caller, request)),
    leaveChallenge: (caller, request) =>
      judging((streaks) => leaveChallenge(streaks, caller, request)),
    listChallenges: (caller) => listChallenges(challenges(), caller),
    listDeadLetters: (_, request) => listDeadLetters(deps(), request),
    listDevices: (caller) => listDevices(deps(), caller),
    listOutages: () => listOutages(deps()),
    listShares: (caller, request) => listShares(sharing(), caller, request),
    listWebhookEndpoints: () => listWebhookEndpoints(endpoints()),
    previewRetention: (caller, request) => previewRetention(retention(), caller, request),
    rebuildLeaderboards: async () => ({ published: await buildLeaderboards(deps()) }),
    registerDevice: seen((caller, request) => registerDevice(deps(), caller, request)),
    removeWebhookEndpoint: (caller, request) => removeWebhookEndpoint(deps(), caller, request),
    repairStreak: (caller, request) => judging((streaks) => repairStreak(streaks, caller, request)),
    replayDeadLetters: (_, request) =>
      replayDeadLetters({ ...deps(), replays: replaysOfDeployed() }, request),
    revokeOutage: (caller, request) =>
      changing(revokeOutage({ ...deps(), ...sweeps }, caller, request)),
    revokeShare: seen((caller, request) => revokeShare(deps(), caller, request)),
    runMaintenance: () => scheduleMaintenance(maintenance(), new Date(now())),
    setLeaderboardProfile: (caller, request) =>
      judging((streaks) => setLeaderboardProfile(streaks, caller, request)),
    setPause: (caller, request) => judging((streaks) => setPause(streaks, caller, request)),
    setRestDays: (caller, request) => judging((streaks) => setRestDays(streaks, caller, request)),
    setWebhookEndpoint: (caller, request) => setWebhookEndpoint(endpoints(), caller, request),
    startRecovery: (caller) => judging((streaks) => startRecovery(streaks, caller)),
    testWebhookEndpoint: (caller, request) => testWebhookEndpoint(endpoints(), caller, request),
    trackOpen: seen((caller, request) => trackOpen(deps(), caller, request)),
    trackShare: seen((caller, request) => trackShare(sharing(), caller, request)),
    unregisterDevice: seen((caller, request) => unregisterDevice(deps(), caller, request)),
    updatePreferences: seen((caller, request) => updatePreferences(deps(), caller, request)),

    auditStreaks: async (_, context) => {
      await claimDatabase(installation(), context);
      return audit(context);
    },
    buildLeaderboards: async () => ({ published: await buildLeaderboards(deps()) }),
    closeChallenges: (_, { correlationId }) => closeChallenges(challenges(), correlationId),
    rollUpDeliveries: (at) => rollUpDeliveries(deps(), at),
    scheduleInsights: (at) => scheduleInsights({ ...deps(), ...insights }, at),
    scheduleMaintenance: async (at, context) => {
      const { due, messages } = await scheduleMaintenance(maintenance(), at);
      const letters = await countOpenLetters({ open, now }, context);
      metric('letters_open', letters.drift, context, { kind: 'drift' });
      metric('letters_open', letters.work, context, { kind: 'work' });
      return { messages, ...measureAll({ users_due: due }) };
    },
    scheduleReminders: (at) => scheduleReminders(reminders(), at),
    scheduleRetention: async (at) => {
      const days = settings.retentionDays;
      if (days === 0) return undefined;
      return { days, ...(await scheduleRetention(retention(), days, at)) };
    },
    scheduleSweeps: async () => {
      const announced = await scheduleSweeps({ ...deps(), ...sweeps });
      return announced > 0 ? { sweeps: announced } : undefined;
    },
    sweepDeliveries: async () => {
      const swept = await sweepDeliveries(waiting());
      return swept > 0 ? { swept } : undefined;
    },

    buildInsights: (message, _, deadline) =>
      judging((streaks) => buildInsights({ ...insights, ...streaks }, message, deadline)),
    closeChallengeParts: async (message, _, deadline) => {
      const ended = await closeParticipations(challenges(), message, deadline);
      return ended > 0 ? { ended } : undefined;
    },
    expireUsers: async (message, context, deadline) => {
      if (settings.retentionDays === 0) return undefined; // switched off since
      const { expired, ...done } = await expireUsers(retention(), message, context, deadline);
      return { ...done, ...measureAll({ users_expired: expired }) };
    },
    maintainShard: async (message, _, deadline) => {
      const start = performance.now();
      const report = await judging((streaks) =>
        maintainShard({ ...maintenance(), ...streaks }, message, deadline),
      );
      return measured(message, report, Math.round(performance.now() - start));
    },
    remindShard: (message, _, deadline) =>
      judging((streaks) => remindShard({ ...reminders(), ...streaks }, message, deadline)),
    sweepOutage: (message, _, deadline) => {
      outages.forget(); // it may be older than the message
      return judging(async (streaks) => {
        const swept = await sweepOutage({ ...sweeps, ...streaks }, message, deadline);
        return swept.seen > 0 ? { shard: message.shard, ...swept } : undefined;
      });
    },

    deliverNotification: async ({ uid, eventId, channel, at: due, correlationId }) => {
      const at = instantOfTask(due, now());
      if (at === undefined) throw new Error('The task came before its time.');
      const key = { uid, eventId, channel };
      await judging((streaks) =>
        deliver({ ...deliveries(), ...streaks }, { key, correlationId, at }),
      );
    },
    finishErasure: async (task, context) => {
      const { deleted } = await finishErasure(erasure(), task, timeLimit());
      if (deleted > 0) log.info('erasure_finished', context, { deleted });
    },
    setUp: (_, context) => setUp(context),
    onAccountDeleted: async ({ uid, deletedAt, tenant }, context) => {
      if (!isDocumentId(uid)) return; // every call of such a user was refused
      const { correlationId } = context;
      const of = { of: 'account', uid, ...(tenant !== undefined && { tenant }) } as const;
      const task: ErasureTask = { ...of, requestedAt: deletedAt, correlationId };
      await erasure().lookAgain(task);
      const { deleted } = await finishErasure(erasure(), task, timeLimit());
      log.info('data_erased', context, { deleted });
    },

    deliverWebhook: (task) => deliverWebhook(webhooks(), task),
    publishEvents: async ({ params: { uid = '', outboxId = '' }, at }, { correlationId }) => {
      const entry = { uid, outboxId, correlationId, since: at.toMillis() };
      await publishEvents(publishing(), entry);
    },
    onLedgerWritten: async ({ params: { uid = '', month = '' }, ...change }, context) => {
      const isDropped = await invalidateMonth({ cache: cache(), now }, { ...change, uid, month });
      if (isDropped) log.info('calendar_dropped', { ...context, userId: uid }, { month });
    },
    onStreakEvent: async ({ params: { uid = '', eventId = '' }, after }, { correlationId }) => {
      if (!after) return;
      const event = { uid, eventId, data: after, correlationId };
      await judging((streaks) => notifyOnEvent({ ...deliveries(), ...streaks }, event));
    },

    sendgridEvents: (request, { correlationId }) =>
      sendgridEvents({ ...deps(), keys: settings.webhookKeys }, request, correlationId),
    share: (request, { correlationId }) => {
      const { method, path } = request;
      const show = { ...sharing(), render: ports.renderPng, appUrl: settings.appUrl };
      return showShare(show, {
        ...{ method, path, correlationId },
        hasQuery: request.url.includes('?'),
        userAgent: request.header('user-agent'),
        ifNoneMatch: request.header('if-none-match'),
        acceptLanguage: request.header('accept-language') ?? '',
      });
    },
    unsubscribe: ({ method, query, header }, { correlationId }) =>
      unsubscribe(
        { ...deps(), keys: settings.unsubscribeKeys, texts: ports.texts },
        {
          ...{ method, correlationId },
          token: typeof query['token'] === 'string' ? query['token'] : '',
          acceptLanguage: header('accept-language') ?? '',
        },
      ),
  };
}
