import { deleteMyDataContract, exportMyDataContract } from '../../functions/src/account/contract';
import { logActivityContract } from '../../functions/src/activity/contract';
import {
  createChallengeContract,
  followChallengeContract,
  joinChallengeContract,
  leaveChallengeContract,
  listChallengesContract,
} from '../../functions/src/challenges/contract';
import {
  listDeadLettersContract,
  replayDeadLettersContract,
} from '../../functions/src/deadLetters/contract';
import { adjustFreezesContract, repairStreakContract } from '../../functions/src/audit/contract';
import { getInsightsContract } from '../../functions/src/insights/contract';
import { getCalendarContract } from '../../functions/src/calendar/contract';
import {
  getLeaderboardContract,
  rebuildLeaderboardsContract,
  setLeaderboardProfileContract,
} from '../../functions/src/leaderboard/contract';
import { runMaintenanceContract } from '../../functions/src/maintenance/contract';
import {
  declareOutageContract,
  listOutagesContract,
  revokeOutageContract,
} from '../../functions/src/outages/contract';
import {
  cancelPauseContract,
  setPauseContract,
  setRestDaysContract,
} from '../../functions/src/plans/contract';
import { startRecoveryContract } from '../../functions/src/recovery/contract';
import { previewRetentionContract } from '../../functions/src/retention/contract';
import {
  createShareContract,
  listSharesContract,
  revokeShareContract,
  trackShareContract,
} from '../../functions/src/sharing/contract';
import { trackOpenContract } from '../../functions/src/notifications/deliveries/contract';
import {
  registerDeviceContract,
  unregisterDeviceContract,
} from '../../functions/src/notifications/devices/contract';
import {
  getPreferencesContract,
  updatePreferencesContract,
} from '../../functions/src/notifications/preferences/contract';
import {
  explainStreakContract,
  getStreakContract,
  setTimeZoneContract,
} from '../../functions/src/streaks/contract';

/** Every callable's contract, in the order of docs/api.md. The client's methods follow from it. */
export const contracts = [
  logActivityContract,
  getStreakContract,
  explainStreakContract,
  getCalendarContract,
  setTimeZoneContract,
  getInsightsContract,
  createShareContract,
  listSharesContract,
  revokeShareContract,
  trackShareContract,
  setLeaderboardProfileContract,
  startRecoveryContract,
  listChallengesContract,
  joinChallengeContract,
  leaveChallengeContract,
  followChallengeContract,
  createChallengeContract,
  setPauseContract,
  cancelPauseContract,
  setRestDaysContract,
  getLeaderboardContract,
  rebuildLeaderboardsContract,
  listDeadLettersContract,
  replayDeadLettersContract,
  declareOutageContract,
  revokeOutageContract,
  listOutagesContract,
  adjustFreezesContract,
  repairStreakContract,
  runMaintenanceContract,
  previewRetentionContract,
  getPreferencesContract,
  updatePreferencesContract,
  registerDeviceContract,
  unregisterDeviceContract,
  trackOpenContract,
  exportMyDataContract,
  deleteMyDataContract,
];
