import { z } from 'zod';
import { contract } from '../platform/contract';
import { dayText, instantText } from '../streaks/wire';

const share = z.number().describe('0 to 1.');

export const getInsightsContract = contract({
  name: 'getInsights',
  summary:
    "What the caller's last 53 weeks say, and how likely the streak is to be kept. Built weekly, and here when there is none or it is older than a week; likelihoods are of this moment.",
  request: z.strictObject({}),
  response: z.object({
    builtAt: instantText.describe('When all but `likelihood` was built.'),
    likelihood: z.object({
      today: share.describe('That the caller is active today, given the hour; 1 once they are.'),
      week: share
        .nullable()
        .describe(
          'That the streak is alive after today and the six days that follow, with the freezes held and the days off that are left. Null without a streak.',
        ),
    }),
    strength: z.int().describe('How firm the habit is, 0 to 100. A missed day costs a twentieth.'),
    activeDays: z.int(),
    activitiesPerActiveDay: z.number(),
    weekdayRates: z
      .array(share.nullable())
      .describe('Share of active days by weekday, Monday first. Null: it has not come yet.'),
    bestWeekday: z
      .int()
      .nullable()
      .describe('0 (Monday) to 6. Null with less than a week of active days.'),
    bestHours: z
      .object({ from: z.int(), to: z.int(), share })
      .nullable()
      .describe('The four hours of the wall clock with the largest share of activities.'),
    trend: z
      .object({ direction: z.enum(['up', 'down', 'steady', 'unknown']), now: share, before: share })
      .describe('Share of active days of the last four weeks, and of the four before.'),
    longestRuns: z
      .array(z.object({ days: z.int(), from: dayText, to: dayText }))
      .describe('At most three, longest first.'),
    freezesUsed: z.int(),
    heatmap: z
      .object({
        from: dayText,
        counts: z.array(z.int().nullable()),
      })
      .describe('Activities of each day from `from` on. Null: the day was kept.'),
  }),
  reasons: ['time-zone-unset'],
});

export type GetInsightsResponse = z.output<typeof getInsightsContract.response>;
