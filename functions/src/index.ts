export { logActivity } from './activity/triggers';
export { maintainShard, scheduleMaintenance } from './maintenance/triggers';
export { explainStreak, getStreak, setTimeZone } from './streaks/triggers';
