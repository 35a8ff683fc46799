import { z } from 'zod';
import { channels, messageKinds } from '../kinds';
import { languages } from './preferences';

const hour = z.int().min(0).max(23);

/** Shapes of preferences, on the wire and stored. */

const hours = z.object({
  from: hour.describe('Local hour at which they start.'),
  to: hour.describe('Local hour at which they end; the same as `from`: none.'),
});

const QUIET_HOURS = 'Hours in which nothing is sent: it waits until they end. Null: none.';

const quietHoursView = hours.nullable().describe(QUIET_HOURS);

const choice = z.object({ push: z.boolean(), email: z.boolean() });

const dailyCapView = z
  .int()
  .min(0)
  .max(20)
  .describe('The most messages in a streak day on each channel.');

const remindAtUsualHourView = z
  .boolean()
  .describe(
    'Whether a streak at risk is told of an hour after the one by which the caller is usually active, half an hour before quiet hours at the latest. False, or with less than 14 active days: at 20:00. A change counts from the next activity on.',
  );

const languageView = z.enum(languages);

export const preferencesView = z.object({
  enabled: z.boolean().describe('False: nothing is sent at all.'),
  channels: choice.describe('A channel that is off sends nothing, whatever `kinds` says.'),
  kinds: z
    .record(z.enum(messageKinds), choice)
    .describe(
      `For each of ${messageKinds.join(', ')}: on which channels (${channels.join(', ')}).`,
    ),
  quietHours: quietHoursView,
  remindAtUsualHour: remindAtUsualHourView,
  dailyCap: dailyCapView,
  language: languageView,
});

const choicePatch = choice.partial();

/** A part of the preferences as it is stored; fields of a version to come are passed over. */
export const storedPreferences = z.object({
  enabled: z.boolean().optional(),
  channels: choicePatch.optional(),
  kinds: z.partialRecord(z.enum(messageKinds), choicePatch).optional(),
  quietHours: quietHoursView.optional(),
  remindAtUsualHour: remindAtUsualHourView.optional(),
  dailyCap: dailyCapView.optional(),
  language: languageView.optional(),
});

/** A part of the preferences as it is asked for; what is not named stays as it is. */
export const preferencesPatch = storedPreferences.strict().extend({
  channels: choicePatch.strict().optional(),
  kinds: z.partialRecord(z.enum(messageKinds), choicePatch.strict()).optional(),
  quietHours: hours.strict().nullable().describe(QUIET_HOURS).optional(),
});
