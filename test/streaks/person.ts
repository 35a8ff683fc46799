import { isRefusal } from '../../functions/src/contracts/errors';
import { participationOf } from '../../functions/src/engine/challengeWindows';
import type { Challenge, Participation } from '../../functions/src/engine/challenges';
import { addDays, LAST_DAY } from '../../functions/src/engine/days';
import type { StreakEvent } from '../../functions/src/engine/events';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { noOutages, type OutageList } from '../../functions/src/engine/outages';
import type { PlacedActivity } from '../../functions/src/engine/placement';
import { withoutPause, withPause, withRestDays } from '../../functions/src/engine/plans';
import type { Program } from '../../functions/src/engine/program';
import {
  needsActivitiesAfter,
  recordActivity,
  type Recorded,
  reopensAfter,
} from '../../functions/src/engine/recordActivity';
import type { RecoveryAttempt } from '../../functions/src/engine/recovery';
import { reopen } from '../../functions/src/engine/reopen';
import { settle, type Settled } from '../../functions/src/engine/settle';
import { moveTo } from '../../functions/src/engine/moveTo';
import { newStreak, type StreakState } from '../../functions/src/engine/streakState';
import { undoActivity } from '../../functions/src/engine/undoActivity';
import { startAttempt } from '../../functions/src/engine/winBack';
import { program as lawSchool } from '../../functions/src/program';
import type { Announcement } from '../reference/plan';
import type { PastActivity } from '../reference/reference';

/** Milliseconds since the epoch, or an ISO 8601 text with an offset. */
export type Moment = number | string;

export interface Logged {
  readonly type?: string;
  readonly quantity?: number;
  /** Default: when it occurred. */
  readonly deliveredAt?: Moment;
  readonly timeZone?: string | undefined;
  /** Default: how many came before it. */
  readonly activityId?: string | undefined;
  /** How far a server dates back, in milliseconds. Default: it is a device. */
  readonly window?: number;
}

/** How far someone has come in a challenge. */
export type Part = Pick<Participation, 'value' | 'completedOn'>;

/** Someone who uses the app; keeps what the stores would keep. */
export interface Person {
  log(occurredAt: Moment, activity?: Logged): Recorded;
  /** Takes an activity back that was logged. */
  undo(at: Moment, activityId: string): Settled;
  move(at: Moment, zone: string): Settled;
  /** Joins a challenge. */
  join(at: Moment, id: string, challenge: Challenge): Settled;
  settle(at: Moment): Settled;
  /** Says something of days ahead; what is refused changes nothing. */
  announce(said: Announcement): Settled;
  /** Accepts the offer to recover; false when there is none. */
  startRecovery(at: Moment): boolean;
  /** Judges all days from `since` on again, sealed ones included; keeps what has changed. */
  resettle(at: Moment, since: string): Settled;
  state(): StreakState;
  /** Every ledger day that was ever written, as last written. */
  readonly ledger: Map<string, LedgerDay>;
  /** How every challenge stands or ended, as last written. */
  readonly parts: Map<string, Part>;
  /** Every event, as it came. */
  readonly events: StreakEvent[];
  /** Accepted activities, as they came. */
  readonly logged: PastActivity[];
  /** The same with the days that they count for, by id. */
  readonly placed: ReadonlyMap<string, PlacedActivity>;
  /** Recoveries that were begun, as they were when they were. */
  readonly attempts: RecoveryAttempt[];
}

/** Milliseconds since the epoch. */
export function instantOf(moment: Moment): number {
  return typeof moment === 'number' ? moment : Date.parse(moment);
}

/** Someone new who lives in `home`, as far as is known since `from` (milliseconds since the epoch). */
export function person(
  home: string,
  program: Program = lawSchool,
  outages: () => OutageList = () => noOutages,
  from = 0,
): Person {
  let state = newStreak(home, from);
  const placed = new Map<string, PlacedActivity>();
  const ledger = new Map<string, LedgerDay>();
  const parts = new Map<string, Part>();
  const events: StreakEvent[] = [];
  const logged: PastActivity[] = [];
  const attempts: RecoveryAttempt[] = [];
  const keep = (settled: Settled, reopened = false): Settled => {
    state = settled.state;
    for (const [day, entry] of Object.entries(settled.changedDays)) ledger.set(day, entry);
    for (const [id, { value, completedOn }] of Object.entries(settled.progressed)) {
      parts.set(id, { value, completedOn });
    }
    const told = new Set(events.map(({ id }) => id));
    events.push(...settled.events.filter(({ id }) => !reopened || !told.has(id)));
    return settled;
  };
  return {
    log(occurredAt, activity = {}) {
      const { type, quantity = 1, deliveredAt = occurredAt, timeZone } = activity;
      const { activityId = String(logged.length), window } = activity;
      const request = {
        activityId,
        type: type ?? Object.keys(program.activities)[0] ?? '',
        quantity,
        occurredAt: new Date(instantOf(occurredAt)).toISOString(),
        timeZone,
      };
      const now = instantOf(deliveredAt);
      const through = window && reopensAfter(state, request, now, program, window);
      const opened = through ? reopen(state, ledger, through, program) : { state };
      const stored = 'stored' in opened ? opened.stored : undefined;
      const back = window === undefined ? undefined : { window, stored };
      const rules = [now, program] as const;
      const needed = needsActivitiesAfter(opened.state, request, ...rules, back);
      const others = [...placed.values()].filter((each) => each.day > (needed ?? LAST_DAY));
      const recorded = recordActivity(
        ...([opened.state, request, ...rules, outages(), others, back] as const),
      );
      const { day } = recorded.response;
      placed.set(request.activityId, { ...request, day, occurredAt: recorded.occurredAt });
      for (const [id, movedTo] of Object.entries(recorded.moved)) {
        const known = placed.get(id);
        if (known) placed.set(id, { ...known, day: movedTo });
      }
      keep(recorded.settled, through !== undefined);
      const { occurredAt: at } = recorded;
      logged.push({ activityId, occurredAt: at, type: request.type, quantity, timeZone });
      return recorded;
    },
    undo(at, activityId) {
      const activity = placed.get(activityId);
      if (!activity) throw new Error('Not logged.');
      const others = [...placed.values()].filter((each) => each.day > state.checkpoint.through);
      const undone = undoActivity(state, activity, others, instantOf(at), program, outages());
      placed.delete(activityId);
      for (const [id, day] of Object.entries(undone.moved)) {
        const known = placed.get(id);
        if (known) placed.set(id, { ...known, day });
      }
      return keep(undone.settled, true);
    },
    move(at, zone) {
      const now = instantOf(at);
      const moved = moveTo(state, { timeZone: zone }, now, program);
      return keep(settle(moved.state, now, program, outages(), moved.stored));
    },
    announce(said) {
      const { today, open } = settle(state, said.at, program, outages());
      let { plan } = state;
      try {
        if (said.kind === 'rest') plan = withRestDays(plan, said.weekdays, today, program);
        else if (said.kind === 'resume') plan = withoutPause(plan, said, open.first);
        else plan = withPause(plan, { from: said.from, to: said.to }, open.first, program);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
      return keep(settle({ ...state, plan }, said.at, program, outages(), state));
    },
    startRecovery(at) {
      const settled = settle(state, instantOf(at), program, outages());
      const before = settled.state.attempts;
      try {
        const after = startAttempt(settled, program);
        keep({ ...settled, state: { ...settled.state, attempts: after } });
        attempts.push(...after.slice(before.length));
        return true;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return false;
      }
    },
    join(at, id, challenge) {
      const now = instantOf(at);
      const enrolled = participationOf(state, id, challenge, now, program);
      return keep(settle(enrolled, now, program, outages(), state));
    },
    settle: (at) => keep(settle(state, instantOf(at), program, outages())),
    resettle(at, since) {
      const opened = reopen(state, ledger, addDays(since, -1), program);
      const now = instantOf(at);
      const settled = settle(opened.state, now, program, outages(), opened.stored);
      const hasChanged = Object.keys(settled.changedDays).length > 0;
      return hasChanged ? keep(settled, true) : settled;
    },
    state: () => state,
    ledger,
    parts,
    events,
    logged,
    placed,
    attempts,
  };
}
