import { type TemplateResult, html } from 'lit';
import type { Page } from './page';

/** A part of the dashboard: an element, with what it shows of the page. */
interface Panel {
  readonly name: string;
  readonly column: 'main' | 'side';
  /** Whether the page has anything for it; always, if left out. */
  readonly isShown?: (page: Page) => boolean;
  readonly render: (page: Page) => TemplateResult;
}

/** The dashboard from top to bottom. An element that is added here is on it. */
export const panels: readonly Panel[] = [
  {
    name: 'counter',
    column: 'main',
    render: ({ streak }) =>
      html`<streak-counter
        .current=${streak.current}
        .longest=${streak.longest}
        .freezes=${streak.freezes}
        ?active-today=${streak.activeToday}
        day-ends-at=${streak.dayEndsAt}
        lapses-at=${streak.lapsesAt ?? ''}
        .cadence=${streak.cadence}
        time-zone=${streak.timeZone}
        .nextMilestone=${streak.nextMilestone ?? 0}
      ></streak-counter>`,
  },
  {
    name: 'recovery',
    column: 'main',
    isShown: ({ streak }) => streak.recovery !== null,
    render: ({ streak }) =>
      html`<streak-recovery
        .recovery=${streak.recovery ?? undefined}
        time-zone=${streak.timeZone}
      ></streak-recovery>`,
  },
  {
    name: 'log',
    column: 'main',
    isShown: ({ activities }) => activities.length > 0,
    render: ({ activities }) => html`<streak-log .activities=${activities}></streak-log>`,
  },
  {
    name: 'week',
    column: 'side',
    render: ({ streak: { week }, days }) =>
      html`<streak-week
        monday=${week.monday}
        .days=${days}
        .categories=${week.categories}
        .missing=${week.missing}
        .activeDays=${week.activeDays}
        ?boosted=${week.boosted}
        .bonusWeeks=${week.bonusWeeks}
      ></streak-week>`,
  },
  {
    name: 'calendar',
    column: 'main',
    render: ({ backend, streak }) =>
      html`<streak-calendar-panel .backend=${backend} .streak=${streak}></streak-calendar-panel>`,
  },
  {
    name: 'challenges',
    column: 'main',
    render: ({ backend, streak }) =>
      html`<streak-challenges-panel
        .backend=${backend}
        .streak=${streak}
      ></streak-challenges-panel>`,
  },
  {
    name: 'level',
    column: 'side',
    render: ({ streak }) =>
      html`<streak-level
        .level=${streak.level}
        tier=${streak.tier}
        .xp=${streak.xp}
        .levelFromXp=${streak.levelFromXp}
        .nextLevelAtXp=${streak.nextLevelAtXp ?? 0}
      ></streak-level>`,
  },
  {
    name: 'why',
    column: 'main',
    // Days before the first activity explain nothing.
    render: ({ streak, days }) =>
      html`<streak-why .days=${streak.activities > 0 ? days : days.slice(-1)}></streak-why>`,
  },
  {
    name: 'badges',
    column: 'side',
    render: ({ streak }) => html`<streak-badges .badges=${streak.badges}></streak-badges>`,
  },
  {
    name: 'insights',
    column: 'main',
    render: ({ backend, streak }) =>
      html`<streak-insights-panel .backend=${backend} .streak=${streak}></streak-insights-panel>`,
  },
  {
    name: 'share',
    column: 'side',
    render: ({ backend, streak, uid }) =>
      html`<streak-share-panel
        .backend=${backend}
        .streak=${streak}
        uid=${uid}
      ></streak-share-panel>`,
  },
  {
    name: 'plan',
    column: 'side',
    render: ({ streak: { plan, today } }) =>
      html`<streak-plan .plan=${plan} today=${today}></streak-plan>`,
  },
  {
    name: 'notifications',
    column: 'side',
    render: ({ backend, streak }) =>
      html`<streak-notifications-panel
        .backend=${backend}
        .streak=${streak}
      ></streak-notifications-panel>`,
  },
  {
    name: 'time-zone',
    column: 'side',
    render: ({ streak: { timeZone, nextTimeZone } }) =>
      html`<streak-time-zone
        time-zone=${timeZone}
        next-time-zone=${nextTimeZone?.timeZone ?? ''}
        effective-at=${nextTimeZone?.effectiveAt ?? ''}
      ></streak-time-zone>`,
  },
  {
    name: 'leaderboard',
    column: 'side',
    render: ({ backend, streak }) =>
      html`<streak-leaderboard-panel
        .backend=${backend}
        .streak=${streak}
      ></streak-leaderboard-panel>`,
  },
];
