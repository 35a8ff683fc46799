import { type Recorded, recordActivity } from '../../functions/src/activity/recordActivity';
import type { Challenge } from '../../functions/src/challenges/challenge';
import { enrol } from '../../functions/src/challenges/enrol';
import type { Enrolment } from '../../functions/src/challenges/enrolment';
import { type OutageList, noOutages } from '../../functions/src/outages/outage';
import { program as lawSchool } from '../../functions/src/program';
import { withPause, withoutPause } from '../../functions/src/plans/pauses';
import { withRestDays } from '../../functions/src/plans/restDays';
import type { Announcement } from '../reference/plan';
import type { RecoveryAttempt } from '../../functions/src/recovery/attempt';
import { startAttempt } from '../../functions/src/recovery/startAttempt';
import { FirestreakError } from '../../functions/src/shared/errors';
import type { Program } from '../../functions/src/shared/programSchema';
import type { StreakEvent } from '../../functions/src/streaks/events';
import type { LedgerDay } from '../../functions/src/streaks/ledgerDay';
import { addDays } from '../../functions/src/shared/day';
import type { PastActivity } from '../reference/reference';
import { reopen } from '../../functions/src/streaks/reopen';
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

/** How far someone has come in a challenge. */
export type Part = Pick<Enrolment, 'value' | 'completedOn'>;

/** Someone who uses the app; keeps what the stores would keep. */
export interface Person {
  log(occurredAt: Moment, activity?: Logged): Recorded;
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
  /** Recoveries that were begun, as they were when they were. */
  readonly attempts: RecoveryAttempt[];
}

/** Milliseconds since the epoch. */
export function instantOf(moment: Moment): number {
  return typeof moment === 'number' ? moment : Date.parse(moment);
}

/** Someone new who lives in `home`. */
export function person(
  home: string,
  program: Program = lawSchool,
  outages: () => OutageList = () => noOutages,
): Person {
  let state = newStreak(home);
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
    log(occurredAt, { type, quantity = 1, deliveredAt = occurredAt, timeZone } = {}) {
      const request = {
        activityId: 'any',
        type: type ?? Object.keys(program.activities)[0] ?? '',
        quantity,
        occurredAt: new Date(instantOf(occurredAt)).toISOString(),
        timeZone,
      };
      const recorded = recordActivity(state, request, instantOf(deliveredAt), program, outages());
      keep(recorded.settled);
      logged.push({ occurredAt: recorded.occurredAt, type: request.type, quantity });
      return recorded;
    },
    move(at, zone) {
      const now = instantOf(at);
      return keep(settle(moveTo(state, zone, now, program), now, program, outages()));
    },
    announce(said) {
      const { today } = settle(state, said.at, program, outages());
      let { plan } = state;
      try {
        if (said.kind === 'rest') plan = withRestDays(plan, said.weekdays, today, program);
        else if (said.kind === 'resume') plan = withoutPause(plan, said, today);
        else plan = withPause(plan, { from: said.from, to: said.to }, today, program);
      } catch (error) {
        if (!(error instanceof FirestreakError)) throw error;
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
        if (!(error instanceof FirestreakError)) throw error;
        return false;
      }
    },
    join(at, id, challenge) {
      const now = instantOf(at);
      const enrolled = enrol(state, id, challenge, now, program);
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
    attempts,
  };
}
