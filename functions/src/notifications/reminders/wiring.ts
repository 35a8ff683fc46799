import { clock } from '../../platform/clock';
import { openStore } from '../../platform/openStore';
import { publish, topics } from '../../platform/publish';
import { program } from '../../program';
import type { ReminderDeps } from './deps';

/** Reminders as they are deployed, but for the outages in force. */
export const reminders: Omit<ReminderDeps, 'outages'> = {
  open: openStore,
  program,
  now: () => clock.now(),
  announce: (message) => publish(topics.reminders, message, message.runId),
};
