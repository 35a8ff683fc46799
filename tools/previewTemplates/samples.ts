import { Timestamp } from 'firebase-admin/firestore';
import { catalogue, eventKinds } from '../../functions/src/events';
import { type Message, readMessage } from '../../functions/src/features/notifications/message';

const day = '2026-03-03';
const at = Timestamp.fromMillis(Date.UTC(2026, 2, 4, 3, 7));

/** A message of each kind, in each of the forms that its words take: the examples of the catalogue. */
export const samples: readonly Message[] = eventKinds.flatMap((kind) => {
  const { message } = catalogue[kind];
  if (!message) return [];
  return message.examples.flatMap(
    (facts, form) =>
      readMessage(`${message.kind}.${day}.${form}`, { kind, day, at, ...facts }) ?? [],
  );
});
