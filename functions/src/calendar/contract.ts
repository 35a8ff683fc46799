import { z } from 'zod';
import { contract } from '../platform/contract';
import { givenDay, givenMonth } from '../shared/timeRange';
import { dayText } from '../streaks/wire';

const count = z.int().min(0);

const calendarDay = z.object({
  day: dayText,
  verdict: z
    .enum(['active', 'frozen', 'recovered', 'kept', 'broken', 'missed', 'open', 'future'])
    .describe(
      '`kept`: see `keptReason`. `broken`: missed, and it ended a run. `missed`: there was no run to lose. `open`: today, until it is active. `future`: has not begun.',
    ),
  keptReason: z
    .enum(['travel', 'skipped-date', 'recovered', 'paused', 'rest', 'outage', 'off-day'])
    .nullable()
    .describe('Of a day that is open or to come: why it will be kept.'),
  activities: count,
  xp: count.describe('XP that the day has brought, rewards included.'),
  current: count.nullable().describe('The run after the day; null for a day that is to come.'),
});

export const getCalendarContract = contract({
  name: 'getCalendar',
  summary:
    'The verdict on each day of a month or a range, oldest first. Missed days count as soon as they end, judged or not.',
  request: z
    .strictObject({
      month: givenMonth.optional().describe('A month, `YYYY-MM`; instead of `from` and `to`.'),
      from: givenDay.optional(),
      to: givenDay.optional().describe('At most 366 days, `from` and `to` included.'),
    })
    .describe('Either `month`, or `from` and `to`.'),
  response: z.object({
    from: dayText,
    to: dayText,
    today: dayText.describe("The user's streak day now."),
    days: z.array(calendarDay),
    totals: z.object({
      active: count.describe('Days with each verdict.'),
      frozen: count,
      recovered: count,
      kept: count,
      broken: count,
      missed: count,
      activities: count,
      xp: count,
    }),
  }),
  reasons: ['time-zone-unset', 'malformed-request'],
});

export type GetCalendarRequest = z.output<typeof getCalendarContract.request>;
export type GetCalendarResponse = z.output<typeof getCalendarContract.response>;
export type CalendarDay = z.output<typeof calendarDay>;
