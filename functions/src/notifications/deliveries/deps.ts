import type { GiveUp } from '../../platform/deadLetter';
import type { StreakDeps } from '../../streaks/deps';
import type { Channel } from '../kinds';
import type { Message } from '../messages/message';
import type { Language } from '../preferences/preferences';
import type { DeliveryKey } from './delivery';
import type { Outcome } from './outcome';

/** A message on its way to one user. */
export interface Outgoing {
  readonly uid: string;
  readonly deliveryId: string;
  readonly correlationId: string;
  readonly message: Message;
  readonly language: Language;
  /** Milliseconds since the epoch; after `expiresAt` nobody wants it any more. */
  readonly now: number;
  readonly expiresAt: number;
  /** Devices that have it already. */
  readonly reached: readonly string[];
}

/** Sends on one channel. */
export interface Sender {
  /**
   * Whether an attempt of which nothing was heard may be repeated: because a repeat takes the place of
   * the first, or because the provider would have reported the first by then.
   */
  readonly mayRepeat: boolean;
  /**
   * Gets everything ready, so that nothing but the request itself lies between the claim and the
   * answer. Undefined when the user cannot be reached on the channel.
   */
  readonly prepare: (outgoing: Outgoing) => Promise<(() => Promise<Outcome>) | undefined>;
}

/** What deliveries need from outside. */
export interface DeliveryDeps extends StreakDeps {
  /** Channels that are switched off for the whole app are not there. */
  readonly senders: Readonly<Partial<Record<Channel, Sender>>>;
  /** Has a delivery gone on with at an instant (milliseconds since the epoch). Once for each instant. */
  readonly later: (key: DeliveryKey, at: number, correlationId: string) => Promise<void>;
  readonly giveUp: GiveUp;
}
