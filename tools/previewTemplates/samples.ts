import { Timestamp } from 'firebase-admin/firestore';
import { catalogue, type EventKind, eventKinds } from '../../functions/src/events';
import { readMessage } from '../../functions/src/features/notifications/message';
import type { Moment } from '../../functions/src/features/notifications/moment';
import type { Telling } from '../../functions/src/features/notifications/render';

/** What stands in every mail. */
export const links = {
  app: 'https://app.example.com/?open=streak',
  preferences: 'https://app.example.com/?open=preferences',
  brand: 'Streaks',
  postalAddress: 'Streaks Ltd, 1 Long Road, Leeds',
  unsubscribe: 'https://app.example.com/unsubscribe?token=sample',
};

/** A message that could be told. */
interface Sample extends Omit<Telling, 'language'> {
  readonly name: string;
}

const day = '2026-03-03';
const at = Timestamp.fromMillis(Date.UTC(2026, 2, 4, 3, 7));

const moment: Moment = {
  ...{ today: '2026-03-04', zone: 'Europe/Berlin', current: 12, freezes: 1, factor: 1.5 },
  lossAt: Date.UTC(2026, 2, 5, 3),
  toKeep: 1,
  offer: null,
  done: {},
  badges: { marathon: 'Marathon' },
};

const offer = { day, needed: 4, isAccepted: false, until: Date.UTC(2026, 2, 5, 3) };

/** When each kind is told of: in each of the forms that its words take. */
const moments: Readonly<Partial<Record<EventKind, readonly Partial<Moment>[]>>> = {
  freeze_applied: [{}, { freezes: 0, current: 1 }],
  streak_broken: [
    { current: 0 },
    { current: 0, offer },
    { current: 0, offer: { ...offer, needed: 1, isAccepted: true } },
    { current: 2, today: '2026-03-06' },
  ],
  milestone: [
    { today: day, current: 30 },
    { today: '2026-03-12', current: 31 },
  ],
  challenge_ending: [{ today: '2026-03-02' }, { today: day }],
  challenge_starting: [{ today: day }, { today: day }],
  recovery_halfway: [
    { current: 0, offer },
    { current: 0, offer: { ...offer, needed: 1, isAccepted: true } },
  ],
  recovery_closing: [
    { current: 0, offer },
    { current: 0, offer: { ...offer, needed: 1, isAccepted: true } },
  ],
  pause_ending: [{ today: day }, {}],
  at_risk: [
    { today: day, freezes: 0 },
    { today: day, current: 1, freezes: 2 },
    { today: '2026-03-04', freezes: 0, toKeep: 2 },
  ],
  milestone_near: [{ today: day, current: 13 }],
};

/** A message of each kind, in each of the forms that its words take. */
export const samples: readonly Sample[] = eventKinds.flatMap((kind) => {
  const { message } = catalogue[kind];
  if (!message) return [];
  const { examples } = message;
  const forms = moments[kind] ?? examples.map(() => ({}));
  return forms.flatMap((differs, form) => {
    const facts = examples[form % examples.length];
    const told = readMessage(`${message.kind}.${day}.${form}`, { kind, day, at, ...facts });
    return told
      ? { name: `${message.kind}.${form}`, message: told, moment: { ...moment, ...differs } }
      : [];
  });
});
