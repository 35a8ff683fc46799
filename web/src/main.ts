import './page.css';
import { connect } from './api/api';
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
  const backend = await connect().catch((error: unknown) => {
    dashboard.problem = 'The page could not be started. Are you online?';
    throw error;
  });
  if (backend.isDemo) {
    const { demo } = await import('./demo/demo');
    dashboard.demoAccounts = demo.accounts;
    dashboard.activities = demo.activities;
  }
  dashboard.backend = backend;
}

void main();
