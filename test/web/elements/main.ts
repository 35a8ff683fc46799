import '../../../web/src/page.css';
import { StreakDashboard } from '../../../web/src/dashboard/streakDashboard';
import { define } from '../../../web/src/define';
import type { Situation } from './situation';
import { stubBackend } from './stubBackend';

define();

/** Puts a dashboard with such a backend on the page. */
function openDashboard(situation: Situation): void {
  const dashboard = new StreakDashboard();
  dashboard.backend = stubBackend(situation);
  document.body.replaceChildren(dashboard);
}

Object.assign(globalThis, { openDashboard });
