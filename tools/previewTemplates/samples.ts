import type { MessageKind } from '../../functions/src/notifications/kinds';
import type { Message } from '../../functions/src/notifications/messages/message';

const facts: Readonly<Record<MessageKind, readonly Message['facts'][]>> = {
  freeze_applied: [{ freezesLeft: 1 }, { freezesLeft: 0 }],
  streak_broken: [
    { lost: 12, winBack: 4 },
    { lost: 1, winBack: 0 },
  ],
  restored: [{ current: 12 }],
  recovered: [{ current: 31 }],
  milestone: [{ days: 30 }],
  weekly_bonus_earned: [{}],
  challenge_completed: [{ title: 'Ten quizzes & <one> guide' }],
  at_risk: [
    { current: 12, freezes: 0 },
    { current: 1, freezes: 2 },
  ],
};

/** A message of each kind, in each of the forms that its words take. */
export const samples: readonly Message[] = Object.entries(facts).flatMap(([kind, forms]) =>
  forms.map((ofForm, form) => ({
    kind: kind as MessageKind,
    eventId: `${kind}.2026-03-03.${form}`,
    day: '2026-03-03',
    at: Date.UTC(2026, 2, 4, 3, 7),
    facts: ofForm,
  })),
);
