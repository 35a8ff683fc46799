import type { Challenge } from '../../functions/src/engine/challenges';
import type { Move } from '../../test/reference/journey';
import type { Announcement } from '../../test/reference/plan';
import type { BegunRecovery } from '../../test/reference/recovery';
import type { Taken } from './cloud/providers';

/** An activity that somebody logged on a device. */
export interface Logged {
  readonly uid: string;
  readonly activityId: string;
  readonly type: string;
  readonly quantity: number;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  /** What the device was told in the end, of each copy that it sent. */
  readonly outcomes: ('recorded' | 'refused')[];
  /** How often the store took it. */
  written: number;
  /** The zone that it came with, when the store took it, and when that was. */
  timeZone?: string | undefined;
  heardAt?: number;
  /** What was stored of it, but for the day that it counts for. */
  stored?: string;
}

/** A zone that was told without an activity, from when on it counts, and when the store took it. */
export interface Told extends Move {
  readonly uid: string;
  readonly heardAt: number;
}

/** An outage that an administrator was told is declared. */
export interface Declared {
  readonly from: number;
  readonly to: number;
  isInForce: boolean;
}

/** What somebody said of days ahead, with the instant that the store says it was said at. */
export type Said = Announcement & { readonly uid: string };

/** A recovery that the store took, once for each day. */
export type Begun = BegunRecovery & { readonly uid: string };

/** A delivery that a function took for an attempt to send. Instants in milliseconds since the epoch. */
export interface Claim {
  readonly deliveryId: string;
  /** When the store took it. */
  readonly at: number;
  /** When it ends, by the clock of the function. */
  readonly until: number;
}

/** What has happened in a world, as seen from outside of the code under test. */
export interface History {
  /** By user and activity id. */
  readonly logged: Map<string, Logged>;
  readonly moves: Told[];
  readonly said: Said[];
  readonly recoveries: Begun[];
  /** Challenges that an administrator opens, and those that are to follow them, by id. */
  readonly challenges: Map<string, Challenge>;
  /** When the store had a challenge for the first time, and when it had it closed, by id. */
  readonly opened: Map<string, number>;
  readonly closed: Map<string, number>;
  /** Who is in which challenge, by uid and id, with the instant from which it counts for them. */
  readonly parts: Map<
    string,
    { readonly uid: string; readonly id: string; readonly joinedAt: number }
  >;
  /** Whose run has ended, as they were told, in order. */
  readonly breaks: string[];
  /** Ids of messages that make no sense. */
  readonly malformed: Set<string>;
  /** By id. */
  readonly outages: Map<string, Declared>;
  /** Messages that providers took. */
  readonly taken: Taken[];
  /** In the order in which the store took them. */
  readonly claims: Claim[];
  /** When a provider's report of a delivery was first taken in, by its id. */
  readonly reported: Map<string, number>;
  /** Work that was announced as given up, by its letter's id. */
  readonly announcedLetters: Set<string>;
  /** When each user document falls due, by uid and field, in milliseconds since the epoch. */
  readonly due: { readonly lapseAt: Map<string, number>; readonly remindAt: Map<string, number> };
  /** When a challenge is to be followed by another or closed. */
  readonly challengesDue: Map<string, number>;
  /** When deliveries have to be gone on with. */
  readonly deliveriesDue: Map<string, number>;
  /** Shards that have users. */
  readonly shards: Set<number>;
  /** Whether sweeps are still to be announced. */
  sweeps: boolean;
  /** Users who come to leave, and those of them whose account was deleted. */
  readonly leavers: Set<string>;
  readonly accountsDeleted: Set<string>;
  /** Those who have not been told yet that their data is deleted. */
  readonly leaving: Set<string>;
  /** Paths of what is stored that names somebody who comes to leave. */
  readonly named: Set<string>;
  /** When cards were made, in milliseconds since the epoch. */
  readonly cards: number[];
  /** How often an administrator was told that a call that is recorded is done, by its name. */
  readonly deeds: Map<string, number>;
  /** What should never be seen. */
  readonly wrong: string[];
}

/** Nothing has happened. */
export function newHistory(): History {
  return {
    logged: new Map(),
    moves: [],
    said: [],
    recoveries: [],
    challenges: new Map(),
    opened: new Map(),
    closed: new Map(),
    parts: new Map(),
    breaks: [],
    malformed: new Set(),
    outages: new Map(),
    taken: [],
    claims: [],
    reported: new Map(),
    announcedLetters: new Set(),
    due: { lapseAt: new Map(), remindAt: new Map() },
    challengesDue: new Map(),
    deliveriesDue: new Map(),
    shards: new Set(),
    sweeps: false,
    leavers: new Set(),
    accountsDeleted: new Set(),
    leaving: new Set(),
    named: new Set(),
    cards: [],
    deeds: new Map(),
    wrong: [],
  };
}
