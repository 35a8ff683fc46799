import { logActivityContract } from '../../../functions/src/activity/contract';
import { logActivity } from '../../../functions/src/activity/logActivity';
import { auditStreaks } from '../../../functions/src/audit/auditStreaks';
import { closeChallenges } from '../../../functions/src/challenges/closeChallenges';
import { closeParts } from '../../../functions/src/challenges/closeParts';
import {
  createChallengeContract,
  joinChallengeContract,
  leaveChallengeContract,
} from '../../../functions/src/challenges/contract';
import { createChallenge } from '../../../functions/src/challenges/createChallenge';
import { joinChallenge } from '../../../functions/src/challenges/joinChallenge';
import { leaveChallenge } from '../../../functions/src/challenges/leaveChallenge';
import { closeMessage } from '../../../functions/src/challenges/message';
import {
  listDeadLettersContract,
  replayDeadLettersContract,
} from '../../../functions/src/deadLetters/contract';
import { listDeadLetters } from '../../../functions/src/deadLetters/listDeadLetters';
import { replayDeadLetters } from '../../../functions/src/deadLetters/replayDeadLetters';
import type { MaintenanceDeps } from '../../../functions/src/maintenance/deps';
import { maintainShard } from '../../../functions/src/maintenance/maintainShard';
import { shardMessage } from '../../../functions/src/maintenance/message';
import { replayWork } from '../../../functions/src/maintenance/replayWork';
import { scheduleMaintenance } from '../../../functions/src/maintenance/scheduleMaintenance';
import { deliver } from '../../../functions/src/notifications/deliveries/deliver';
import { replayDelivery } from '../../../functions/src/notifications/deliveries/replayDelivery';
import { sweep } from '../../../functions/src/notifications/deliveries/sweep';
import { deliveryTask, instantOfTask } from '../../../functions/src/notifications/deliveries/task';
import { type StoredEvent, tellOf } from '../../../functions/src/notifications/deliveries/tellOf';
import { takeReports } from '../../../functions/src/notifications/mail/takeReports';
import { updatePreferencesContract } from '../../../functions/src/notifications/preferences/contract';
import { updatePreferences } from '../../../functions/src/notifications/preferences/updatePreferences';
import { remindShard } from '../../../functions/src/notifications/reminders/remindShard';
import { scheduleReminders } from '../../../functions/src/notifications/reminders/scheduleReminders';
import { announceSweeps } from '../../../functions/src/outages/announceSweeps';
import {
  declareOutageContract,
  revokeOutageContract,
} from '../../../functions/src/outages/contract';
import { declareOutage } from '../../../functions/src/outages/declareOutage';
import { sweepMessage } from '../../../functions/src/outages/message';
import { revokeOutage } from '../../../functions/src/outages/revokeOutage';
import { sweepShard } from '../../../functions/src/outages/sweepShard';
import { changePlan } from '../../../functions/src/plans/changePlan';
import {
  cancelPauseContract,
  setPauseContract,
  setRestDaysContract,
} from '../../../functions/src/plans/contract';
import { withPause, withoutPause } from '../../../functions/src/plans/pauses';
import { withRestDays } from '../../../functions/src/plans/restDays';
import { administration } from '../../../functions/src/platform/administration';
import { callable } from '../../../functions/src/platform/callable';
import type { Caller } from '../../../functions/src/platform/caller';
import { topics } from '../../../functions/src/platform/publish';
import { subscriber } from '../../../functions/src/platform/subscriber';
import { program } from '../../../functions/src/program';
import { startRecoveryContract } from '../../../functions/src/recovery/contract';
import { startRecovery } from '../../../functions/src/recovery/startRecovery';
import { LAST_DAY } from '../../../functions/src/shared/timeRange';
import { getStreakContract, setTimeZoneContract } from '../../../functions/src/streaks/contract';
import { getStreak } from '../../../functions/src/streaks/getStreak';
import { setTimeZone } from '../../../functions/src/streaks/setTimeZone';
import type { Ports } from './ports';
import { deliveriesOf, giveUpWith, hereDeps, later, announcing } from './wiring';

/**
 * The functions as triggers.ts deploys them, in the process that runs here and with the ports of a
 * run in the place of the cloud's services.
 */
export function deployed(ports: Ports) {
  administration.vouch = (auth) => Promise.resolve({ uid: auth?.uid ?? 'nobody' });
  administration.store = () => hereDeps().db;
  const announce = announcing(ports);
  const giveUp = giveUpWith(announce);
  const db = () => hereDeps().db;
  const base = () => ({ ...hereDeps(), program });
  const maintenance = (): Omit<MaintenanceDeps, 'outages'> => ({
    ...base(),
    announce: (message) => announce(topics.maintenance, message, message.runId),
    giveUp,
    memoryShare: () => 0,
  });
  const reminders = () => ({
    ...base(),
    announce: (message: { runId: string }) => announce(topics.reminders, message, message.runId),
  });
  const outages = () => ({
    ...base(),
    announce: (message: { correlationId: string }) =>
      announce(topics.outageSweeps, message, message.correlationId),
  });
  const challenges = () => ({
    ...base(),
    announce: (message: { correlationId: string }) =>
      announce(topics.challenges, message, message.correlationId),
  });
  const deliveries = () => ({ ...base(), ...deliveriesOf(ports), giveUp, later: later(ports) });
  const queue = () => ({ ...base(), later: later(ports) });
  const inForce = () => hereDeps().outages;

  const plan = (caller: Caller, change: Parameters<typeof changePlan>[2]) =>
    inForce().use((list) => changePlan({ ...base(), outages: list }, caller, change));

  return {
    logActivity: callable(logActivityContract, (caller, request) =>
      inForce().use((list) => logActivity({ ...base(), outages: list }, caller, request)),
    ),
    setTimeZone: callable(setTimeZoneContract, (caller, request) =>
      inForce().use((list) => setTimeZone({ ...base(), outages: list }, caller, request)),
    ),
    getStreak: callable(getStreakContract, (caller) =>
      inForce().use((list) => getStreak({ ...base(), outages: list }, caller)),
    ),
    startRecovery: callable(startRecoveryContract, (caller) =>
      inForce().use((list) => startRecovery({ ...base(), outages: list }, caller)),
    ),
    setPause: callable(setPauseContract, (caller, pause) =>
      plan(caller, (before, today) => withPause(before, pause, today, program)),
    ),
    cancelPause: callable(cancelPauseContract, (caller, { from, to = LAST_DAY }) =>
      plan(caller, (before, today) => withoutPause(before, { from: from ?? today, to }, today)),
    ),
    setRestDays: callable(setRestDaysContract, (caller, { weekdays }) =>
      plan(caller, (before, today) => withRestDays(before, weekdays, today, program)),
    ),
    createChallenge: callable(createChallengeContract, (_, request) =>
      createChallenge(challenges(), request),
    ),
    joinChallenge: callable(joinChallengeContract, (caller, request) =>
      inForce().use((list) =>
        joinChallenge({ ...base(), outages: list, placesNeedAccount: true }, caller, request),
      ),
    ),
    leaveChallenge: callable(leaveChallengeContract, (caller, request) =>
      inForce().use((list) => leaveChallenge({ ...base(), outages: list }, caller, request)),
    ),
    updatePreferences: callable(updatePreferencesContract, (caller, request) =>
      updatePreferences({ db: db(), program }, caller, request),
    ),
    declareOutage: callable(declareOutageContract, (caller, request) =>
      declareOutage(outages(), caller, request).finally(() => {
        inForce().forget();
      }),
    ),
    revokeOutage: callable(revokeOutageContract, (caller, request) =>
      revokeOutage(outages(), caller, request).finally(() => {
        inForce().forget();
      }),
    ),
    listDeadLetters: callable(listDeadLettersContract, (_, request) =>
      listDeadLetters({ db: db() }, request),
    ),
    replayDeadLetters: callable(replayDeadLettersContract, (_, request) =>
      replayDeadLetters(
        {
          ...base(),
          replays: {
            maintainShard: (payload, correlationId) =>
              inForce().use((list) =>
                replayWork({ ...maintenance(), outages: list }, payload, correlationId),
              ),
            deliverNotification: (payload, correlationId) =>
              replayDelivery(queue(), payload, correlationId),
            remindShard: (payload) => reminders().announce(shardMessage.parse(payload)),
            closeChallengeParts: (payload) => challenges().announce(closeMessage.parse(payload)),
            sweepOutage: (payload) => outages().announce(sweepMessage.parse(payload)),
          },
        },
        request,
      ),
    ),
    scheduleMaintenance: async (at: Date) => {
      await scheduleMaintenance(maintenance(), at);
    },
    scheduleReminders: async (at: Date) => {
      await scheduleReminders(reminders(), at);
    },
    closeChallenges: async (at: Date) => {
      await closeChallenges(challenges(), at.toISOString());
    },
    scheduleSweeps: async () => {
      await announceSweeps(outages());
    },
    sweepDeliveries: async () => {
      await sweep(queue());
    },
    auditStreaks: () =>
      inForce().use((list) =>
        auditStreaks({ ...base(), outages: list, random: Math.random }, 'chaos-audit'),
      ),
    onStreakEvent: (event: StoredEvent) =>
      inForce().use((list) => tellOf({ ...deliveries(), outages: list }, event)),
    deliverNotification: async (json: object) => {
      const { at: due, correlationId, ...key } = deliveryTask.parse(json);
      const at = instantOfTask(due, hereDeps().now());
      if (at === undefined) throw new Error('The task came before its time.');
      await inForce().use((list) =>
        deliver({ ...deliveries(), outages: list }, { key, correlationId, at }),
      );
    },
    sendgridEvents: (events: readonly object[]) => takeReports(base(), events),
    topics: {
      [topics.maintenance]: subscriber({
        operation: 'maintainShard',
        topic: topics.maintenance,
        message: shardMessage,
        giveUp,
        handle: (message, _, deadline) =>
          inForce().use(async (list) => {
            await maintainShard({ ...maintenance(), outages: list }, message, deadline);
          }),
      }),
      [topics.reminders]: subscriber({
        operation: 'remindShard',
        topic: topics.reminders,
        message: shardMessage,
        giveUp,
        handle: (message, _, deadline) =>
          inForce().use(async (list) => {
            await remindShard({ ...reminders(), outages: list }, message, deadline);
          }),
      }),
      [topics.challenges]: subscriber({
        operation: 'closeChallengeParts',
        topic: topics.challenges,
        message: closeMessage,
        giveUp,
        handle: async (message, _, deadline) => {
          await closeParts(challenges(), message, deadline);
        },
      }),
      [topics.outageSweeps]: subscriber({
        operation: 'sweepOutage',
        topic: topics.outageSweeps,
        message: sweepMessage,
        giveUp,
        handle: async (message, _, deadline) => {
          inForce().forget();
          await inForce().use(async (list) => {
            await sweepShard({ ...outages(), outages: list }, message, deadline);
          });
        },
      }),
    },
  };
}

export type Deployed = ReturnType<typeof deployed>;
