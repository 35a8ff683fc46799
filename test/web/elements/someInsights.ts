import type { ResponseOf } from '../../../client/src';

type Insights = ResponseOf<'getInsights'>;

/** Days of the year, of which the last is 2026-11-24. */
const DAYS = 371;

/** A year that has become busier, with a kept day now and then. */
const counts = Array.from({ length: DAYS }, (_, index) => {
  if (index % 41 === 7) return null;
  return index % 7 === 3 || (index < 90 && index % 3 === 0) ? 0 : Math.floor(index / 60) % 7;
});

/** Insights of somebody who has been there for a year. */
export const someInsights: Insights = {
  builtAt: '2026-11-23T02:11:00.000Z',
  likelihood: { today: 0.83, week: 0.97 },
  strength: 78,
  activeDays: 231,
  activitiesPerActiveDay: 2.4,
  weekdayRates: [0.72, 0.94, 0.66, 0.81, 0.53, 0.12, null],
  bestWeekday: 1,
  bestHours: { from: 20, to: 0, share: 0.43 },
  trend: { direction: 'up', now: 0.89, before: 0.71 },
  longestRuns: [
    { days: 31, from: '2026-09-01', to: '2026-10-01' },
    { days: 12, from: '2026-11-13', to: '2026-11-24' },
  ],
  freezesUsed: 3,
  heatmap: { from: '2025-11-19', counts },
};
