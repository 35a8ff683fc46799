import './page.css';
import { connect, type Deployed } from './api/api';
import { apply, chosenDisplay } from './dashboard/display';
import { StreakDashboard } from './dashboard/streakDashboard';
import { say } from './dashboard/words/say';
import { define } from './define';

/** The dashboard of the site's project. */
async function main(): Promise<void> {
  await apply(chosenDisplay());
  define();
  const dashboard = document.querySelector('streak-dashboard');
  if (!(dashboard instanceof StreakDashboard)) throw new Error('The page has no dashboard.');
  const backend = await connect(deployed(dashboard)).catch((error: unknown) => {
    dashboard.problem = say('page.notStarted');
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

/** Lets the page open without a network, with what it has loaded so far. Where a browser has no workers, it does not. */
async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const controlled = new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', resolve, { once: true });
  });
  await serviceWorker.register('/worker.js');
  if (!serviceWorker.controller) await controlled;
  // What began to load before the worker was there has not passed through it, whenever it arrives.
  const asked = new Set<string>(); // what is fetched again is reported again
  new PerformanceObserver((loaded) => {
    for (const { name } of loaded.getEntries()) {
      const { origin, pathname } = new URL(name);
      if (origin !== location.origin || !pathname.startsWith('/assets/')) continue;
      if (asked.has(pathname)) continue;
      asked.add(pathname);
      void fetch(pathname).catch(() => undefined); // the network may be gone by now
    }
  }).observe({ type: 'resource', buffered: true });
}

void main();
void keepPage().catch(() => undefined); // it works as well without, as long as there is a network
