import { CalendarPanel } from './dashboard/calendarPanel';
import { ChallengesPanel } from './dashboard/challengesPanel';
import { InsightsPanel } from './dashboard/insightsPanel';
import { LeaderboardPanel } from './dashboard/leaderboardPanel';
import { NotificationsPanel } from './dashboard/notificationsPanel';
import { SharePanel } from './dashboard/sharePanel';
import { StreakBadges } from './elements/streakBadges';
import { StreakCalendar } from './elements/streakCalendar';
import { StreakChallenges } from './elements/streakChallenges';
import { StreakCounter } from './elements/streakCounter';
import { StreakDashboard } from './dashboard/streakDashboard';
import { StreakInsights } from './elements/streakInsights';
import { StreakLeaderboard } from './elements/streakLeaderboard';
import { StreakLevel } from './elements/streakLevel';
import { StreakLog } from './elements/streakLog';
import { StreakNotifications } from './elements/streakNotifications';
import { StreakPlan } from './elements/streakPlan';
import { StreakRecovery } from './elements/streakRecovery';
import { StreakShare } from './elements/streakShare';
import { StreakSignIn } from './elements/streakSignIn';
import { StreakTimeZone } from './elements/streakTimeZone';
import { StreakWeek } from './elements/streakWeek';
import { StreakWhy } from './elements/streakWhy';
import { StreakYear } from './elements/streakYear';

const elements = {
  'streak-badges': StreakBadges,
  'streak-calendar': StreakCalendar,
  'streak-calendar-panel': CalendarPanel,
  'streak-challenges': StreakChallenges,
  'streak-challenges-panel': ChallengesPanel,
  'streak-counter': StreakCounter,
  'streak-dashboard': StreakDashboard,
  'streak-insights': StreakInsights,
  'streak-insights-panel': InsightsPanel,
  'streak-leaderboard': StreakLeaderboard,
  'streak-leaderboard-panel': LeaderboardPanel,
  'streak-level': StreakLevel,
  'streak-log': StreakLog,
  'streak-notifications': StreakNotifications,
  'streak-notifications-panel': NotificationsPanel,
  'streak-plan': StreakPlan,
  'streak-recovery': StreakRecovery,
  'streak-share': StreakShare,
  'streak-share-panel': SharePanel,
  'streak-sign-in': StreakSignIn,
  'streak-time-zone': StreakTimeZone,
  'streak-week': StreakWeek,
  'streak-why': StreakWhy,
  'streak-year': StreakYear,
};

/** Makes the elements known to the browser, under these names. Whoever wants others defines them. */
export function define(): void {
  for (const [name, element] of Object.entries(elements)) customElements.define(name, element);
}
