import { clock } from './clock';
import type { GiveUp } from './deadLetter';
import { keepDeadLetter } from './keepDeadLetter';
import { openStore } from './openStore';
import { publish, topics } from './publish';

/** Gives work up in the deployed project. */
export const giveUp: GiveUp = (letter) =>
  keepDeadLetter(
    {
      open: openStore,
      now: () => clock.now(),
      announce: (message) => publish(topics.deadLetters, message, letter.correlationId),
    },
    letter,
  );
