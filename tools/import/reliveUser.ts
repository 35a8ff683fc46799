import { newParticipation, type Participations } from '../../functions/src/engine/challenges';
import type { Day } from '../../functions/src/engine/days';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { moveTo } from '../../functions/src/engine/moveTo';
import type { OutageList } from '../../functions/src/engine/outages';
import type { PlacedActivity } from '../../functions/src/engine/placement';
import type { Program } from '../../functions/src/engine/program';
import { type Recorded, recordActivity } from '../../functions/src/engine/recordActivity';
import { settle, type Settled } from '../../functions/src/engine/settle';
import { newStreak, type StreakState } from '../../functions/src/engine/streakState';
import { isSameZone } from '../../functions/src/engine/zones';
import { isRefusal } from '../../functions/src/contracts/errors';
import type { ReadRow } from '../replay/readLog';
import { planWithLedger } from './storedFacts';
import type { LivedActivity, StoredUser } from './storedUser';
import { UnmergeableUser } from './unmergeableUser';

/** What an import goes by. */
export interface ImportRules {
  readonly program: Program;
  readonly outages: OutageList;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Names the log. */
  readonly source: string;
}

/** What a life comes to when the rows of a log are part of it. */
export interface Relived {
  /** As of now, with every day that was judged on the way; undefined when nothing was done. */
  readonly settled: Settled | undefined;
  /** What was answered for each row that counts. */
  readonly answers: ReadonlyMap<ReadRow, Recorded>;
  readonly refused: { readonly line: number; readonly reason: string }[];
  readonly duplicates: number[];
  /** Challenges as they stood last. */
  readonly challenges: Participations;
  /** The day that each activity counts for in the end, by its id. */
  readonly dayOf: ReadonlyMap<string, Day>;
}

/** Something that happened at an instant (milliseconds since the epoch). */
type Step = { readonly at: number } & (
  | { readonly kind: 'zone'; readonly timeZone: string; readonly fixed: boolean | undefined }
  | { readonly kind: 'lived'; readonly activity: LivedActivity }
  | { readonly kind: 'row'; readonly row: ReadRow }
);

/**
 * Lives through all that a user has done, and the rows of a log, in the order in which the backend heard
 * of it; and judges the days up to now.
 *
 * @param rows in the order of delivery
 * @throws UnmergeableUser for an activity of the user that the rules would refuse today, or
 *   StaleOutagesError
 */
export function reliveUser(
  rows: readonly ReadRow[],
  { program, outages, now }: ImportRules,
  stored: StoredUser | undefined,
): Relived {
  const answers = new Map<ReadRow, Recorded>();
  const dayOf = new Map<string, Day>();
  const refused: { line: number; reason: string }[] = [];
  const duplicates: number[] = [];
  const known = new Set(stored?.activities.map(({ activityId }) => activityId));
  let state: StreakState | undefined;
  /** All activities that count for days which may still change. */
  let counted: readonly PlacedActivity[] = [];
  let days: Record<Day, LedgerDay> = {};
  let challenges: Participations = {};
  const noted = (settled: Settled): Settled => {
    days = { ...days, ...settled.changedDays };
    challenges = { ...challenges, ...settled.challenges };
    ({ state } = settled);
    return settled;
  };
  const noteMoved = (moved: Recorded['moved']) => {
    for (const [id, day] of Object.entries(moved)) dayOf.set(id, day);
    counted = counted.map((each) => ({ ...each, day: dayOf.get(each.activityId) ?? each.day }));
  };
  const record = (
    activity: Pick<LivedActivity, keyof ReadRow & keyof LivedActivity>,
    at: number,
  ): Recorded => {
    const { activityId, type, quantity, timeZone } = activity;
    const occurredAt = new Date(activity.occurredAt).toISOString();
    const request = { activityId, type, quantity, occurredAt, timeZone };
    const before = state ?? begin(timeZone, activity.occurredAt, stored);
    const recorded = recordActivity(before, request, at, program, outages, counted);
    const { checkpoint } = noted(recorded.settled).state;
    const { day } = recorded.response;
    dayOf.set(activityId, day);
    noteMoved(recorded.moved);
    counted = [
      ...counted,
      { activityId, type, quantity, occurredAt: activity.occurredAt, timeZone, day },
    ].filter((each) => each.day > checkpoint.through);
    return recorded;
  };
  const take = (step: Step) => {
    switch (step.kind) {
      case 'zone': {
        const before = state ?? begin(step.timeZone, step.at, stored);
        const moved = moveTo(before, step, step.at, program, counted);
        ({ state } = moved);
        noteMoved(moved.moved);
        return;
      }
      case 'lived':
        record(step.activity, step.at);
        return;
      case 'row': {
        const { row } = step;
        const reason = refusalOf(row, now, stored);
        if (reason) refused.push({ line: row.line, reason });
        else if (known.has(row.activityId)) duplicates.push(row.line);
        else {
          answers.set(row, record(row, step.at));
          known.add(row.activityId);
        }
      }
    }
  };
  for (const step of stepsOf(rows, stored)) {
    try {
      take(step);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (step.kind === 'row') refused.push({ line: step.row.line, reason: error.reason });
      else throw new UnmergeableUser(`refused-today: ${error.reason}`);
    }
  }
  const last = state && noted(settle(state, now, program, outages));
  const settled = last && { ...last, changedDays: days };
  return { settled, answers, refused, duplicates, challenges, dayOf };
}

function refusalOf(row: ReadRow, now: number, stored: StoredUser | undefined): string | undefined {
  if (row.deliveredAt > now) return 'not-delivered-yet';
  return stored && row.occurredAt <= stored.begunAfter ? 'erased-since' : undefined;
}

/** All that is known to have happened, in order; what is set is heard of before what is done then. */
function stepsOf(rows: readonly ReadRow[], stored: StoredUser | undefined): Step[] {
  const steps: Step[] = [
    ...zonesOf(stored),
    ...(stored?.activities ?? []).map((activity): Step => {
      return { kind: 'lived', at: activity.receivedAt, activity };
    }),
    ...rows.map((row): Step => ({ kind: 'row', at: row.deliveredAt, row })),
  ];
  return steps.sort((a, b) => a.at - b.at);
}

/**
 * The zones that the user was in and that no activity tells of. Of the first one it is only known that it
 * was reported by the time of whatever else is known.
 */
function zonesOf(stored: StoredUser | undefined): Step[] {
  if (!stored?.streak) return [];
  const { timeline, settledAt } = stored.streak;
  const [first, ...others] = timeline;
  const reports = new Set(stored.activities.map(({ occurredAt }) => occurredAt));
  const earliest = Math.min(...stored.activities.map(({ receivedAt }) => receivedAt));
  const by = Math.min(first.from || settledAt, earliest, ...others.map(({ from }) => from));
  const begins = reports.has(first.from) || stored.activities.some(isIn(first.zone)) ? [] : [first];
  const changes = others.filter(({ from }) => !reports.has(from));
  return [...begins.map((zone) => ({ ...zone, from: by })), ...changes].map(
    ({ from, zone, fixed }): Step => {
      return { kind: 'zone', at: from, timeZone: zone, fixed };
    },
  );
}

const isIn =
  (zone: string) =>
  ({ timeZone }: LivedActivity): boolean =>
    isSameZone(timeZone, zone);

/**
 * The streak of someone who has done nothing yet, with what they have set. Plans and challenges have days
 * and instants of their own from which they count, so they can be there from the beginning.
 */
function begin(zone: string, from: number, stored: StoredUser | undefined): StreakState {
  if (!stored?.streak) return newStreak(zone, from);
  const { enrolments, attempts, listed, remindHour, outagesVersion } = stored.streak;
  return {
    ...newStreak(zone, from),
    plan: planWithLedger(stored),
    enrolments: Object.fromEntries(
      Object.entries(enrolments).map(([id, { joinedAt, joinedOn, ...challenge }]) => {
        return [id, newParticipation(challenge, joinedAt, joinedOn)];
      }),
    ),
    attempts: attempts.map((attempt) => ({ ...attempt, done: 0 })),
    ...{ listed, remindHour, outagesVersion },
  };
}
