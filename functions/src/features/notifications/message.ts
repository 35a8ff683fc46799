import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Told } from '../../engine/validity';
import { catalogue, eventKinds, type MessageKind } from '../../events';
import { instant } from '../../platform/write';
import { known } from '../../contracts/shapes';

/** What an event has to tell its user. */
export interface Message extends Told {
  readonly kind: MessageKind;
  /** What the templates of its kind say, by the names that they use. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** The other events of the moment: they are told with it. */
  readonly together?: readonly string[];
}

type FactSchemas = Record<string, z.ZodType<string | number>>;

const event = z.looseObject({
  kind: z.string(),
  day: z.iso.date(),
  at: instant,
  together: z.exactOptional(z.array(z.string()).readonly()),
});

interface Telling {
  readonly as: Message['kind'];
  readonly facts: z.ZodType<Message['facts']>;
}

/** What there is to read of the kinds that users are told of; a schema is made once. */
const telling = new Map<string, Telling>(
  eventKinds.flatMap((kind) => {
    const { message, facts } = catalogue[kind];
    return message ? [[kind, { as: message.kind, facts: z.object<FactSchemas>(facts) }]] : [];
  }),
);

/**
 * What a stored event tells, or undefined where it is of a kind that nobody is told of.
 *
 * @throws ZodError if malformed
 */
export function readMessage(eventId: string, data: DocumentData): Message | undefined {
  const { kind, day, at, together } = event.parse(known('events', data));
  const told = telling.get(kind);
  if (!told) return undefined;
  const message = { kind: told.as, eventId, day, at, facts: told.facts.parse(data) };
  return together ? { ...message, together } : message;
}
