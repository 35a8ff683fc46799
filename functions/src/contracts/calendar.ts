import { z } from 'zod';
import type { CalendarDay, CalendarTotals } from '../engine/calendarDays';
import { keptReasons } from '../engine/keptDay';
import { contract } from './contract';
import { givenDay, givenMonth } from './timeRange';
import { dayText } from './views';

const count = z.int().min(0);

const calendarDay = z.object({
  day: dayText,
  verdict: z
    .enum(['active', 'frozen', 'recovered', 'kept', 'broken', 'missed', 'before', 'open', 'future'])
    .describe(
      '`kept`: see `keptReason`. `broken`: missed, and it ended a run. `missed`: there was no run to lose. `before`: it ended before the first active day. `open`: today, until it is active. `future`: has not begun.',
    ),
  keptReason: z
    .enum(keptReasons)
    .nullable()
    .describe(
      'Why the day was kept, for verdicts `kept` and `recovered`. For a day that is open or in the future: why it will be kept if nothing is done on it, as far as is known; null once it is active.',
    ),
  activities: count,
  xp: count.describe('XP earned on the day, rewards included.'),
  current: count.nullable().describe('The run after the day; null for a future day.'),
}) satisfies z.ZodType<CalendarDay>;

export const getCalendarContract = contract({
  name: 'getCalendar',
  summary:
    'The verdict on each day of a month or a range, oldest first. Missed days count as soon as they end, whether or not maintenance has judged them.',
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
    }) satisfies z.ZodType<CalendarTotals>,
  }),
  reasons: ['time-zone-unset', 'malformed-request'],
});

export type GetCalendarRequest = z.output<typeof getCalendarContract.request>;
export type GetCalendarResponse = z.output<typeof getCalendarContract.response>;
