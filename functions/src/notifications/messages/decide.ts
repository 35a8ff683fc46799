import { createHash } from 'node:crypto';
import type { Program } from '../../shared/programSchema';
import { segmentAt } from '../../shared/timeline';
import type { Settled } from '../../streaks/settle';
import type { Channel } from '../kinds';
import { type Preferences, allows } from '../preferences/preferences';
import type { Message } from './message';
import { quietUntil } from './quietHours';
import { type Withdrawal, expiryOf, withdrawalOf } from './withdrawal';

/** Messages that waited for the morning are spread over so long, so that not all leave at once. */
const SPREAD_MS = 15 * 60_000;

/** Everything that decides about a message on a channel. */
export interface Situation {
  readonly uid: string;
  readonly message: Message;
  readonly channel: Channel;
  readonly preferences: Preferences;
  /** The user's streak at `now`. */
  readonly settled: Settled;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly program: Program;
}

/** What is to be done about a message now. The daily cap is judged when it is claimed. */
export type Decision =
  | { readonly do: 'send'; readonly expiresAt: number }
  | { readonly do: 'defer'; readonly until: number }
  | { readonly do: 'withdraw'; readonly reason: Withdrawal }
  | { readonly do: 'nothing'; readonly reason: 'off' };

/**
 * Decides about a message by what holds now, not when its event happened. It is made for the first
 * time when the event is stored and again before each sending.
 */
export function decide(situation: Situation): Decision {
  const { uid, message, channel, preferences, settled, now, program } = situation;
  if (!allows(preferences, message.kind, channel)) return { do: 'nothing', reason: 'off' };
  const reason = withdrawalOf(message, settled, program);
  if (reason) return { do: 'withdraw', reason };
  const expiresAt = expiryOf(message, settled, program);
  if (now >= expiresAt) return { do: 'withdraw', reason: 'late' };
  const { zone } = segmentAt(settled.state.timeline, now);
  const end = preferences.quietHours && quietUntil(preferences.quietHours, now, zone);
  if (end === null || end === undefined) return { do: 'send', expiresAt };
  const until = end + spreadOf(`${uid} ${message.eventId}`);
  return until >= expiresAt ? { do: 'withdraw', reason: 'late' } : { do: 'defer', until };
}

/** The same for the same text, so that a decision that is made twice comes out the same. */
function spreadOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % SPREAD_MS;
}
