export { deleteMyData, exportMyData, finishErasure, onAccountDeleted } from './account/triggers';
export { logActivity } from './activity/triggers';
export {
  closeChallengeParts,
  closeChallenges,
  createChallenge,
  followChallenge,
  joinChallenge,
  leaveChallenge,
  listChallenges,
} from './challenges/triggers';
export { listDeadLetters, replayDeadLetters } from './deadLetters/triggers';
export { adjustFreezes, auditStreaks, repairStreak } from './audit/triggers';
export { buildInsights, getInsights, scheduleInsights } from './insights/triggers';
export { getCalendar, onLedgerWritten } from './calendar/triggers';
export {
  buildLeaderboards,
  getLeaderboard,
  rebuildLeaderboards,
  setLeaderboardProfile,
} from './leaderboard/triggers';
export { maintainShard, runMaintenance, scheduleMaintenance } from './maintenance/triggers';
export {
  declareOutage,
  listOutages,
  revokeOutage,
  scheduleSweeps,
  sweepOutage,
} from './outages/triggers';
export {
  deliverNotification,
  onStreakEvent,
  rollUpDeliveries,
  sweepDeliveries,
  trackOpen,
} from './notifications/deliveries/triggers';
export { registerDevice, unregisterDevice } from './notifications/devices/triggers';
export { sendgridEvents, unsubscribe } from './notifications/mail/triggers';
export { getPreferences, updatePreferences } from './notifications/preferences/triggers';
export { remindShard, scheduleReminders } from './notifications/reminders/triggers';
export { cancelPause, setPause, setRestDays } from './plans/triggers';
export { expireUsers, previewRetention, scheduleRetention } from './retention/triggers';
export { startRecovery } from './recovery/triggers';
export { explainStreak, getStreak, setTimeZone } from './streaks/triggers';
export { createShare, listShares, revokeShare, share, trackShare } from './sharing/triggers';
