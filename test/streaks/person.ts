import { type Recorded, recordActivity } from '../../functions/src/activity/recordActivity';
import { program as lawSchool } from '../../functions/src/program';
import type { Program } from '../../functions/src/shared/programSchema';
import type { StreakEvent } from '../../functions/src/streaks/events';
import type { LedgerDay } from '../../functions/src/streaks/ledgerDay';
import { moveTo } from '../../functions/src/streaks/moveTo';
import { type Settled, settle } from '../../functions/src/streaks/settle';
import { type StreakState, newStreak } from '../../functions/src/streaks/streakState';

/** Milliseconds since the epoch, or an ISO 8601 text with an offset. */
export type Moment = number | string;

export interface Logged {
  readonly type?: string;
  readonly quantity?: number;
  /** Default: when it occurred. */
  readonly deliveredAt?: Moment;
  readonly timeZone?: string;
}

/** Someone who uses the app; keeps what the stores would keep. */
export interface Person {
  log(occurredAt: Moment, activity?: Logged): Recorded;
  move(at: Moment, zone: string): Settled;
  settle(at: Moment): Settled;
  state(): StreakState;
  /** Every ledger day that was ever written, as last written. */
  readonly ledger: Map<string, LedgerDay>;
  /** Every event, as it came. */
  readonly events: StreakEvent[];
}

/** Milliseconds since the epoch. */
export function instantOf(moment: Moment): number {
  return typeof moment === 'number' ? moment : Date.parse(moment);
}

/** Someone new who lives in `home`. */
export function person(home: string, program: Program = lawSchool): Person {
  let state = newStreak(home);
  const ledger = new Map<string, LedgerDay>();
  const events: StreakEvent[] = [];
  const keep = (settled: Settled): Settled => {
    state = settled.state;
    for (const [day, entry] of Object.entries(settled.changedDays)) ledger.set(day, entry);
    events.push(...settled.events);
    return settled;
  };
  return {
    log(occurredAt, { type, quantity = 1, deliveredAt = occurredAt, timeZone } = {}) {
      const request = {
        activityId: 'any',
        type: type ?? Object.keys(program.activities)[0] ?? '',
        quantity,
        occurredAt: new Date(instantOf(occurredAt)).toISOString(),
        timeZone,
      };
      const recorded = recordActivity(state, request, instantOf(deliveredAt), program);
      keep(recorded.settled);
      return recorded;
    },
    move(at, zone) {
      const now = instantOf(at);
      return keep(settle(moveTo(state, zone, now, program), now, program));
    },
    settle: (at) => keep(settle(state, instantOf(at), program)),
    state: () => state,
    ledger,
    events,
  };
}
