import { createHash } from 'node:crypto';
import { allows, type Preferences } from '../../contracts/preferences';
import type { Program } from '../../engine/program';
import { quietUntil } from '../../engine/quietHours';
import type { Settled } from '../../engine/settle';
import { segmentAt } from '../../engine/timeline';
import type { Withdrawal } from '../../engine/validity';
import { type Channel, messages } from '../../events';
import type { Message } from './message';

/** Messages deferred to the morning are spread over this long, so that they do not all leave at once. */
const SPREAD_MS = 15 * 60_000;

/** How long a correction waits for what it takes back, which somebody is just sending. */
const WAIT_MS = 15 * 60_000;

/** Everything that decides about a message on a channel. */
export interface Situation {
  /** Whether the message that this one takes back has gone out on the channel; null where it takes none back. */
  readonly wrongNews: 'told' | 'untold' | 'on-its-way' | null;
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

/** What to do about a message now. The daily cap is checked when the delivery is claimed. */
export type Decision =
  | { readonly do: 'send'; readonly expiresAt: number }
  | { readonly do: 'defer'; readonly until: number }
  | { readonly do: 'withdraw'; readonly reason: Withdrawal }
  | { readonly do: 'nothing'; readonly reason: 'off' | 'untold' };

/**
 * Decides about a message by what holds now, not when its event happened. It is made for the first
 * time when the event is stored and again before each sending.
 */
export function decide(situation: Situation): Decision {
  const { uid, message, channel, wrongNews, preferences, settled, now, program } = situation;
  if (wrongNews === 'untold') return { do: 'nothing', reason: 'untold' };
  const isWanted =
    wrongNews === null
      ? allows(preferences, message.kind, channel)
      : preferences.enabled && preferences.channels[channel];
  if (!isWanted) return { do: 'nothing', reason: 'off' };
  const { withdrawn, expires } = messages[message.kind];
  const reason = withdrawn.reasonFor(message, settled, program);
  if (reason) return { do: 'withdraw', reason };
  const expiresAt = expires.instantFor(message, settled, program);
  if (now >= expiresAt) return { do: 'withdraw', reason: 'late' };
  if (wrongNews === 'on-its-way') return { do: 'defer', until: now + WAIT_MS };
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
