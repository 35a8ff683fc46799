import { defaultPreferences } from '../../functions/src/contracts/preferences';
import { isActive } from '../../functions/src/engine/dayRecord';
import type { Day } from '../../functions/src/engine/days';
import { insightsOf } from '../../functions/src/engine/insights/insights';
import type { FirstHours } from '../../functions/src/engine/insights/likelihood';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { noOutages } from '../../functions/src/engine/outages';
import type { PlacedActivity } from '../../functions/src/engine/placement';
import type { Program } from '../../functions/src/engine/program';
import { quietUntil } from '../../functions/src/engine/quietHours';
import { needsActivitiesAfter, recordActivity } from '../../functions/src/engine/recordActivity';
import { Refusal } from '../../functions/src/engine/refusal';
import { settle, type Settled } from '../../functions/src/engine/settle';
import type { StreakState } from '../../functions/src/engine/streakState';
import { segmentAt } from '../../functions/src/engine/timeline';
import { REMIND_HOUR, remindInstant } from '../../functions/src/engine/userFields';
import { usualRemindHour } from '../../functions/src/features/notifications/remindHour';
import {
  neverReminded,
  type Reminded,
  type Reminder,
  reminder,
} from '../../functions/src/features/notifications/reminder';
import { groupBy } from '../evaluatePrediction/groupBy';
import type { LogRow } from '../replay/logRow';
import { nextScheduleTime, scheduledMinutes } from '../replay/schedule';

/** What came of reminders. */
export interface Reminders {
  readonly sent: number;
  /** About days that turn out active: their users came later, or had been there without its being known. */
  readonly toWhoCame: number;
  /** Those of them whose users had been there by then, which was heard of later. */
  readonly heardLate: number;
  /** Days on which a run of three days or more ended. */
  readonly ends: number;
  /** Those of them of which nobody was warned. */
  readonly unwarned: number;
}

/** Who is reminded of a day on which a run may end, and when. */
export interface Rule {
  /** The hour of the wall clock, by the hours of the first activities of up to 53 weeks. */
  readonly hourFor: (firstHours: FirstHours, program: Program) => number;
  readonly decide: (settled: Settled, before: Reminded, now: number, program: Program) => Reminder;
}

/** The rules that are compared, by name. */
export const rules = {
  everyEvening: {
    hourFor: () => REMIND_HOUR,
    decide: (settled, _before, now, program) => {
      const remindAt = remindInstant(settled.state, settled.lossAt, program);
      const { atRisk, tally } = settled;
      if (atRisk === null || remindAt === null || remindAt > now) return { remindAt };
      if (isActive(settled, atRisk)) return { remindAt: null };
      return { remindAt: null, atRisk: { day: atRisk, ...tally } };
    },
  },
  asDeployed: {
    hourFor: (firstHours, { dayStartHour }) =>
      usualRemindHour(firstHours, defaultPreferences.quietHours, dayStartHour),
    decide: (settled, before, now, program) =>
      reminder(settled, defaultPreferences, before, now, program),
  },
} as const satisfies Readonly<Record<string, Rule>>;

const WORTH_A_REMINDER = 3;
const WEEK_MS = 7 * 86_400_000;

/** Insights, and with them the usual hours, are built in the night to Monday. */
const FIRST_INSIGHTS = Date.UTC(1970, 0, 5, 2, 11);

/**
 * What comes of a rule for reminders in the lives of a log, by the deployed rules of days, zones and late
 * activities: each user logs, is judged and is reminded at the schedule times. What is due in quiet hours
 * waits for their end, and is not sent if the user has been active by then.
 */
export function evaluate(rows: readonly LogRow[], rule: Rule, program: Program): Reminders {
  const sum = { sent: 0, toWhoCame: 0, heardLate: 0, ends: 0, unwarned: 0 };
  for (const own of groupBy(rows, ({ user }) => user).values()) {
    const life = new Life(rule, program);
    for (const row of [...own].sort((a, b) => a.deliveredAt - b.deliveredAt)) life.log(row);
    life.goOn(Infinity);
    for (const [day, { verdict, lost = 0 }] of life.ledger) {
      const sentAt = life.reminded.get(day);
      const isSent = sentAt !== undefined;
      const isEnd = verdict === 'broken' && lost >= WORTH_A_REMINDER;
      if (isSent) sum.sent += 1;
      if (isSent && verdict === 'active') {
        sum.toWhoCame += 1;
        if (life.beganBy(day, sentAt)) sum.heardLate += 1;
      }
      if (isEnd) sum.ends += 1;
      if (isEnd && !isSent) sum.unwarned += 1;
    }
  }
  return sum;
}

/** The life of one user. Instants in milliseconds since the epoch. */
class Life {
  readonly ledger = new Map<Day, LedgerDay>();
  /** When the user was reminded of days. */
  readonly reminded = new Map<Day, number>();

  private state: StreakState | undefined;
  private lapseAt: number | null = null;
  private remindAt: number | null = null;
  private before = neverReminded;
  private waiting: { readonly day: Day; readonly until: number } | undefined;
  private insightsAt = Infinity;
  private readonly activities = new Map<string, PlacedActivity>();

  constructor(
    private readonly rule: Rule,
    private readonly program: Program,
  ) {}

  /** Logs a row when it is delivered; one that is refused, or has been logged, changes nothing. */
  log(row: LogRow): void {
    const { activityId, type, quantity, timeZone, occurredAt, deliveredAt: now } = row;
    this.goOn(now);
    if (this.activities.has(activityId)) return;
    const request = {
      ...{ activityId, type, quantity, timeZone },
      occurredAt: new Date(occurredAt).toISOString(),
    };
    const after = needsActivitiesAfter(this.state, request, now, this.program);
    const others =
      after === undefined ? [] : [...this.activities.values()].filter(({ day }) => day > after);
    try {
      const recorded = recordActivity(this.state, request, now, this.program, noOutages, others);
      const { day } = recorded.response;
      const placed = { activityId, type, quantity, timeZone, occurredAt, day };
      this.activities.set(activityId, placed);
      for (const [id, to] of Object.entries(recorded.moved)) {
        const moved = this.activities.get(id);
        if (moved) this.activities.set(id, { ...moved, day: to });
      }
      if (this.insightsAt === Infinity) this.insightsAt = firstInsightsAfter(now);
      this.keep(recorded.settled);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** Whether an activity of a day had happened by an instant, as is known in the end. */
  beganBy(day: Day, instant: number): boolean {
    return [...this.activities.values()].some(
      (activity) => activity.day === day && activity.occurredAt <= instant,
    );
  }

  /** Does all that is due by an instant. */
  goOn(until: number): void {
    for (;;) {
      const judgedAt = this.lapseAt === null ? Infinity : nextScheduleTime(this.lapseAt);
      const dueAt =
        this.remindAt === null
          ? Infinity
          : nextScheduleTime(this.remindAt, scheduledMinutes.reminders);
      const sentAt = this.waiting?.until ?? Infinity;
      const next = Math.min(judgedAt, dueAt, sentAt, this.insightsAt);
      const isOver = this.lapseAt === null && next === this.insightsAt && until === Infinity;
      if (next > until || next === Infinity || isOver) return;
      if (next === sentAt) this.send(next);
      else if (next === this.insightsAt) this.learn(next);
      else if (next === dueAt) this.remind(next);
      else this.keep(this.settled(next));
    }
  }

  private settled(now: number): Settled {
    if (!this.state) throw new Error('Nobody is judged before their first activity.');
    return settle(this.state, now, this.program, noOutages);
  }

  private keep(settled: Settled): void {
    this.state = settled.state;
    this.lapseAt = settled.lapseAt;
    this.remindAt = remindInstant(settled.state, settled.lapseAt, this.program);
    for (const [day, entry] of Object.entries({
      ...settled.changedDays,
      ...settled.state.recent,
    })) {
      this.ledger.set(day, entry);
    }
  }

  private remind(now: number): void {
    const settled = this.settled(now);
    const { decide } = this.rule;
    const { remindAt, atRisk, reminded } = decide(settled, this.before, now, this.program);
    this.remindAt = remindAt;
    this.before = reminded ?? this.before;
    if (!atRisk) return;
    const { zone } = segmentAt(settled.state.timeline, now);
    const { quietHours } = defaultPreferences;
    const until = quietHours && quietUntil(quietHours, now, zone);
    this.waiting = { day: atRisk.day, until: until ?? now };
  }

  private send(now: number): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting?.day === this.settled(now).atRisk) this.reminded.set(waiting.day, now);
  }

  private learn(now: number): void {
    this.insightsAt += WEEK_MS;
    const settled = this.settled(now);
    const { firstHours } = insightsOf(settled, this.ledger, now, this.program).year;
    const hour = this.rule.hourFor(firstHours, this.program);
    const remindHour = hour === REMIND_HOUR ? null : hour;
    this.state = { ...settled.state, remindHour };
    if (this.remindAt === null) return;
    this.remindAt = remindInstant(this.state, this.lapseAt, this.program);
  }
}

function firstInsightsAfter(now: number): number {
  const weeks = Math.ceil((now - FIRST_INSIGHTS) / WEEK_MS);
  return FIRST_INSIGHTS + weeks * WEEK_MS;
}
