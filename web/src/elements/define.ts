import { StreakBadges } from './streakBadges';
import { StreakCalendar } from './streakCalendar';
import { StreakCelebration } from './streakCelebration';
import { StreakChallenges } from './streakChallenges';
import { StreakCounter } from './streakCounter';
import { StreakDevices } from './streakDevices';
import { StreakInsights } from './streakInsights';
import { StreakLeaderboard } from './streakLeaderboard';
import { StreakLevel } from './streakLevel';
import { StreakLog } from './streakLog';
import { StreakNotifications } from './streakNotifications';
import { StreakPlan } from './streakPlan';
import { StreakRecovery } from './streakRecovery';
import { StreakShare } from './streakShare';
import { StreakSignIn } from './streakSignIn';
import { StreakTimeZone } from './streakTimeZone';
import { StreakWeek } from './streakWeek';
import { StreakWhy } from './streakWhy';
import { StreakYear } from './streakYear';

/** The classes of all elements, by their names. */
const elements = {
  'streak-badges': StreakBadges,
  'streak-calendar': StreakCalendar,
  'streak-celebration': StreakCelebration,
  'streak-challenges': StreakChallenges,
  'streak-counter': StreakCounter,
  'streak-devices': StreakDevices,
  'streak-insights': StreakInsights,
  'streak-leaderboard': StreakLeaderboard,
  'streak-level': StreakLevel,
  'streak-log': StreakLog,
  'streak-notifications': StreakNotifications,
  'streak-plan': StreakPlan,
  'streak-recovery': StreakRecovery,
  'streak-share': StreakShare,
  'streak-sign-in': StreakSignIn,
  'streak-time-zone': StreakTimeZone,
  'streak-week': StreakWeek,
  'streak-why': StreakWhy,
  'streak-year': StreakYear,
};

/**
 * Makes all elements known to the browser, under these names; those that a page has defined already stay as they
 * are. Whoever wants only some, or other names, defines their classes:
 * `customElements.define('my-streak', StreakCounter)`.
 */
export function defineElements(): void {
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'streak-badges': StreakBadges;
    'streak-calendar': StreakCalendar;
    'streak-celebration': StreakCelebration;
    'streak-challenges': StreakChallenges;
    'streak-counter': StreakCounter;
    'streak-devices': StreakDevices;
    'streak-insights': StreakInsights;
    'streak-leaderboard': StreakLeaderboard;
    'streak-level': StreakLevel;
    'streak-log': StreakLog;
    'streak-notifications': StreakNotifications;
    'streak-plan': StreakPlan;
    'streak-recovery': StreakRecovery;
    'streak-share': StreakShare;
    'streak-sign-in': StreakSignIn;
    'streak-time-zone': StreakTimeZone;
    'streak-week': StreakWeek;
    'streak-why': StreakWhy;
    'streak-year': StreakYear;
  }
}
