import { type TemplateResult, html } from 'lit';
import type { OptionalFeature } from '../../../functions/src/contracts/features';
import { type Page, lostIn } from './page';
import { offersPush } from './pushHere';
import type { View } from './views';

/** A part of the dashboard: an element, with what it shows of the page. */
interface Panel {
  readonly name: string;
  readonly view: View;
  readonly column: 'main' | 'side';
  /** What it does not work without; nothing but `streaks`, if left out. */
  readonly feature?: OptionalFeature;
  /** Whether the page has anything for it; always, if left out. */
  readonly isShown?: (page: Page) => boolean;
  readonly render: (page: Page) => TemplateResult;
}

/** Whether there is anything to count yet. */
const hasBegun = ({ streak, pending }: Page) => streak.activities > 0 || pending !== undefined;

/** The dashboard from top to bottom. An element that is added here is on it. */
export const panels: readonly Panel[] = [
  {
    name: 'recovery',
    view: 'today',
    column: 'main',
    isShown: ({ streak }) => streak.recovery !== null,
    render: ({ streak, problems, busy }) =>
      html`<streak-recovery
        aria-busy=${busy.has('recovery')}
        problem=${problems['recovery'] ?? ''}
        .recovery=${streak.recovery ?? undefined}
        time-zone=${streak.timeZone}
      ></streak-recovery>`,
  },
  {
    name: 'counter',
    view: 'today',
    column: 'main',
    render: ({ expected: streak, pending = '', days }) =>
      html`<streak-counter
        pending=${pending}
        .current=${streak.current}
        .longest=${streak.longest}
        .freezes=${streak.freezes}
        ?active-today=${streak.activeToday}
        day-ends-at=${streak.dayEndsAt}
        lapses-at=${streak.lapsesAt ?? ''}
        .cadence=${streak.cadence}
        time-zone=${streak.timeZone}
        .nextMilestone=${streak.nextMilestone ?? 0}
        .activities=${pending === '' ? streak.activities : undefined}
        yesterday=${days.at(-2)?.verdict ?? ''}
        .lost=${lostIn(days)}
      ></streak-counter>`,
  },
  {
    name: 'push-offer',
    view: 'today',
    column: 'main',
    feature: 'notifications',
    isShown: (page) => offersPush(page),
    render: ({ backend, uid, streak }) =>
      html`<streak-push-offer
        .backend=${backend}
        uid=${uid}
        .current=${streak.current}
      ></streak-push-offer>`,
  },
  {
    name: 'log',
    view: 'today',
    column: 'main',
    isShown: ({ backend, about }) => backend.isDemo && about.clientLogging,
    render: ({ about: { activities, maxQuantity }, logged, streak }) =>
      html`<streak-log
        .activities=${activities}
        .maxQuantity=${maxQuantity}
        .logged=${logged}
        time-zone=${streak.timeZone}
      ></streak-log>`,
  },
  {
    name: 'week',
    view: 'today',
    column: 'side',
    isShown: hasBegun,
    render: ({ streak: { week, today }, pending, days }) =>
      html`<streak-week
        pending=${pending ? today : ''}
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
    view: 'calendar',
    column: 'main',
    feature: 'calendar',
    render: ({ backend, streak, pending, days, about, problems, deepLink }) =>
      html`<streak-calendar-panel
        .days=${days}
        .about=${about}
        problem=${problems['calendar'] ?? ''}
        day=${deepLink?.open === 'day' ? deepLink.id : ''}
        .backend=${backend}
        .streak=${streak}
        pending=${pending ? streak.today : ''}
      ></streak-calendar-panel>`,
  },
  {
    name: 'challenges',
    view: 'together',
    column: 'main',
    feature: 'challenges',
    render: ({ backend, streak, deepLink }) =>
      html`<streak-challenges-panel
        chosen=${deepLink?.open === 'challenge' ? deepLink.id : ''}
        .backend=${backend}
        .streak=${streak}
      ></streak-challenges-panel>`,
  },
  {
    name: 'level',
    view: 'today',
    column: 'side',
    isShown: hasBegun,
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
    view: 'calendar',
    column: 'main',
    // Days before the first activity explain nothing.
    render: ({ streak, days }) =>
      html`<streak-why .days=${streak.activities > 0 ? days : days.slice(-1)}></streak-why>`,
  },
  {
    name: 'badges',
    view: 'me',
    column: 'main',
    isShown: (page) =>
      hasBegun(page) && (page.about.badges.length > 0 || page.streak.badges.length > 0),
    render: ({ streak }) => html`<streak-badges .badges=${streak.badges}></streak-badges>`,
  },
  {
    name: 'insights',
    view: 'calendar',
    column: 'side',
    feature: 'insights',
    isShown: hasBegun,
    render: ({ backend, streak }) =>
      html`<streak-insights-panel .backend=${backend} .streak=${streak}></streak-insights-panel>`,
  },
  {
    name: 'share',
    view: 'together',
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
    view: 'calendar',
    column: 'side',
    feature: 'plans',
    isShown: ({ about: { pauseDaysPerYear, restDaysPerWeek } }) =>
      pauseDaysPerYear + restDaysPerWeek > 0,
    render: ({
      streak: { plan, today },
      about: { pauseDaysPerYear, restDaysPerWeek },
      problems,
      busy,
    }) =>
      html`<streak-plan
        aria-busy=${busy.has('plan')}
        problem=${problems['plan'] ?? ''}
        .plan=${plan}
        .pauseDaysPerYear=${pauseDaysPerYear}
        .restDaysPerWeek=${restDaysPerWeek}
        today=${today}
      ></streak-plan>`,
  },
  {
    name: 'notifications',
    view: 'me',
    column: 'side',
    feature: 'notifications',
    render: ({ backend, uid, streak, about: { features } }) =>
      html`<streak-notifications-panel
        uid=${uid}
        time-zone=${streak.timeZone}
        .backend=${backend}
        .streak=${streak}
        .features=${features}
      ></streak-notifications-panel>`,
  },
  {
    name: 'time-zone',
    view: 'me',
    column: 'main',
    render: ({ streak: { timeZone, timeZoneFixed }, problems, busy }) =>
      html`<streak-time-zone
        aria-busy=${busy.has('time-zone')}
        problem=${problems['time-zone'] ?? ''}
        time-zone=${timeZone}
        ?fixed=${timeZoneFixed}
      ></streak-time-zone>`,
  },
  {
    name: 'display',
    view: 'me',
    column: 'main',
    render: () => html`<streak-display-panel></streak-display-panel>`,
  },
  {
    name: 'leaderboard',
    view: 'together',
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
