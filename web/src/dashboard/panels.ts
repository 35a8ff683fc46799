import { type TemplateResult, html } from 'lit';
import type { OptionalFeature } from '../../../functions/src/contracts/features';
import type { Page } from './page';

/** A part of the dashboard: an element, with what it shows of the page. */
interface Panel {
  readonly name: string;
  readonly column: 'main' | 'side';
  /** What it does not work without; nothing but `streaks`, if left out. */
  readonly feature?: OptionalFeature;
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
    render: ({ streak, problems }) =>
      html`<streak-recovery
        problem=${problems['recovery'] ?? ''}
        .recovery=${streak.recovery ?? undefined}
        time-zone=${streak.timeZone}
      ></streak-recovery>`,
  },
  {
    name: 'log',
    column: 'main',
    isShown: ({ backend }) => backend.isDemo,
    render: ({ about: { activities, maxQuantity } }) =>
      html`<streak-log .activities=${activities} .maxQuantity=${maxQuantity}></streak-log>`,
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
    feature: 'calendar',
    render: ({ backend, streak }) =>
      html`<streak-calendar-panel .backend=${backend} .streak=${streak}></streak-calendar-panel>`,
  },
  {
    name: 'challenges',
    column: 'main',
    feature: 'challenges',
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
    isShown: ({ about, streak }) => about.badges.length > 0 || streak.badges.length > 0,
    render: ({ streak }) => html`<streak-badges .badges=${streak.badges}></streak-badges>`,
  },
  {
    name: 'insights',
    column: 'main',
    feature: 'insights',
    render: ({ backend, streak }) =>
      html`<streak-insights-panel .backend=${backend} .streak=${streak}></streak-insights-panel>`,
  },
  {
    name: 'share',
    column: 'side',
    feature: 'sharing',
    render: ({ backend, streak, uid, about: { features } }) =>
      html`<streak-share-panel
        .backend=${backend}
        .streak=${streak}
        .features=${features}
        uid=${uid}
      ></streak-share-panel>`,
  },
  {
    name: 'plan',
    column: 'side',
    feature: 'plans',
    isShown: ({ about: { pauseDaysPerYear, restDaysPerWeek } }) =>
      pauseDaysPerYear + restDaysPerWeek > 0,
    render: ({ streak: { plan, today }, about: { pauseDaysPerYear, restDaysPerWeek }, problems }) =>
      html`<streak-plan
        problem=${problems['plan'] ?? ''}
        .plan=${plan}
        .pauseDaysPerYear=${pauseDaysPerYear}
        .restDaysPerWeek=${restDaysPerWeek}
        today=${today}
      ></streak-plan>`,
  },
  {
    name: 'notifications',
    column: 'side',
    feature: 'notifications',
    render: ({ backend, streak, about: { features } }) =>
      html`<streak-notifications-panel
        .backend=${backend}
        .streak=${streak}
        .features=${features}
      ></streak-notifications-panel>`,
  },
  {
    name: 'time-zone',
    column: 'side',
    render: ({ streak: { timeZone, timeZoneFixed }, problems }) =>
      html`<streak-time-zone
        problem=${problems['time-zone'] ?? ''}
        time-zone=${timeZone}
        ?fixed=${timeZoneFixed}
      ></streak-time-zone>`,
  },
  {
    name: 'leaderboard',
    column: 'side',
    feature: 'leaderboards',
    render: ({ backend, streak }) =>
      html`<streak-leaderboard-panel
        .backend=${backend}
        .streak=${streak}
      ></streak-leaderboard-panel>`,
  },
];

/** Whether a panel is on the page: its feature is deployed, and there is something for it. */
export function isOn({ feature, isShown }: Panel, page: Page): boolean {
  const isDeployed = feature === undefined || page.about.features.includes(feature);
  return isDeployed && (isShown?.(page) ?? true);
}
