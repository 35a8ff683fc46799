import type { Day } from '../../shared/day';
import type { MessageKind } from '../kinds';

/** What an event has to tell its user. */
export interface Message {
  readonly kind: MessageKind;
  /** The event that it tells of. */
  readonly eventId: string;
  readonly day: Day;
  /** When the event happened, in milliseconds since the epoch. */
  readonly at: number;
  /** What the templates of its kind say, by the names that they use. */
  readonly facts: Readonly<Record<string, string | number>>;
}
