import './page.css';
import { connect, type Deployed } from './api/api';
import { StreakDashboard } from './dashboard/streakDashboard';
import { define } from './define';

/** The dashboard of the site's project. */
async function main(): Promise<void> {
  // Words are English; dates and numbers are the user's kind of English.
  const english = navigator.languages.find((language) => language.startsWith('en'));
  document.documentElement.lang = english ?? 'en';
  define();
  const dashboard = document.querySelector('streak-dashboard');
  if (!(dashboard instanceof StreakDashboard)) throw new Error('The page has no dashboard.');
  const backend = await connect(deployed(dashboard)).catch((error: unknown) => {
    dashboard.problem = 'The page could not be started. Are you online?';
    throw error;
  });
  if (backend.isDemo) {
    const { demoAccounts } = await import('./demo/demoAccounts');
    dashboard.demoAccounts = demoAccounts;
  }
  dashboard.backend = backend;
}

/** What the page's author has written on the dashboard: `region`, and `instance` or `prefix`. */
function deployed(dashboard: Element): Deployed {
  const written = (['region', 'instance', 'prefix'] as const).flatMap((name) => {
    const value = dashboard.getAttribute(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(written);
}

void main();
