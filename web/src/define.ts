import { CalendarPanel } from './dashboard/calendarPanel';
import { ChallengesPanel } from './dashboard/challengesPanel';
import { DisplayPanel } from './dashboard/displayPanel';
import { InsightsPanel } from './dashboard/insightsPanel';
import { LeaderboardPanel } from './dashboard/leaderboardPanel';
import { NotificationsPanel } from './dashboard/notificationsPanel';
import { PushOffer } from './dashboard/pushOffer';
import { SharePanel } from './dashboard/sharePanel';
import { StreakDashboard } from './dashboard/streakDashboard';
import { defineElements } from './elements/index';

const panels = {
  'streak-calendar-panel': CalendarPanel,
  'streak-challenges-panel': ChallengesPanel,
  'streak-dashboard': StreakDashboard,
  'streak-display-panel': DisplayPanel,
  'streak-insights-panel': InsightsPanel,
  'streak-leaderboard-panel': LeaderboardPanel,
  'streak-notifications-panel': NotificationsPanel,
  'streak-push-offer': PushOffer,
  'streak-share-panel': SharePanel,
};

/** Makes the dashboard and the elements that it is made of known to the browser. */
export function define(): void {
  defineElements();
  for (const [name, panel] of Object.entries(panels)) customElements.define(name, panel);
}
