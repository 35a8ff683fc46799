import { z } from 'zod';
import { contract } from './contract';
import { dayText, instantText } from './views';

const share = z.number().describe('0 to 1.');

export const getInsightsContract = contract({
  name: 'getInsights',
  summary:
    "Insights into the caller's last 53 weeks, or the days since the first active one, and how likely the streak is to be kept. All is as of the call, except that the hours are those of `builtAt`, at most a day before.",
  request: z.strictObject({}),
  response: z.object({
    builtAt: instantText.describe(
      'When the year was last read from the ledger. Hours are as of then; all else is as of the call.',
    ),
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
      .describe('Share of active days by weekday, Monday first. Null: there has been none yet.'),
    bestWeekday: z
      .int()
      .nullable()
      .describe(
        '0 (Monday) to 6. Null with fewer than seven active days, and where two weekdays are as good.',
      ),
    bestHours: z
      .object({ from: z.int(), to: z.int(), share })
      .nullable()
      .describe(
        'The four hours in a row of the wall clock with the most activities; `to` is exclusive. Null with fewer than seven active days, where two that share no hour have as many, and where no hours are known, as of days before they were recorded.',
      ),
    trend: z
      .object({ direction: z.enum(['up', 'down', 'steady', 'unknown']), now: share, before: share })
      .describe(
        'Share of active days among the last 28 days that say something of the habit, and among the 28 before. Kept days are left out, and so is today until it is active, so these may reach further back than four weeks; `unknown` with fewer than 56.',
      ),
    longestRuns: z
      .array(z.object({ days: z.int(), from: dayText, to: dayText }))
      .describe(
        'At most three, longest first. `from` and `to` are active days. A run that ended counts from the first day of the 53 weeks on; the living one is whole.',
      ),
    freezesUsed: z.int(),
    heatmap: z
      .object({
        from: dayText.describe(
          'The first of the 371 days before the first that was open when the year was read, or the first active day if there was none before them.',
        ),
        counts: z.array(z.int().nullable()),
      })
      .describe(
        'Activities of each day from `from` up to today, or to a later day that is active already. Null: the day was kept.',
      ),
  }),
  reasons: ['time-zone-unset'],
});

export type GetInsightsResponse = z.output<typeof getInsightsContract.response>;
