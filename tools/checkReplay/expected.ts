import { isDeepStrictEqual } from 'node:util';
import type { Program } from '../../functions/src/engine/program';
import { referenceStreak } from '../../test/reference/reference';
import type { FinalState } from '../replay/finalStates';
import type { LogRow } from '../replay/logRow';

const HOUR_MS = 3_600_000;

/** The latest that an activity is accepted, and the earliest: see docs/rules.md. */
const LATEST_MS = 48 * HOUR_MS;
const EARLIEST_MS = 5 * 60_000;

/**
 * What the naive implementation of the rules makes of a log by an instant, users in order. What occurred by
 * then counts, also where it comes later.
 */
export function expectedStates(
  rows: readonly LogRow[],
  until: number,
  program: Program,
): Map<string, FinalState> {
  const users = new Map<string, Map<string, LogRow>>();
  for (const row of rows) {
    const delay = row.deliveredAt - row.occurredAt;
    if (delay > LATEST_MS || delay < -EARLIEST_MS) continue;
    if (Math.min(row.occurredAt, row.deliveredAt) > until) continue;
    const activities = users.get(row.user) ?? new Map<string, LogRow>();
    users.set(row.user, activities.set(row.activityId, row));
  }
  const states = [...users].map(([user, activities]): [string, FinalState] => {
    const past = { program, moves: [], activities: [...activities.values()], until };
    const { current, longest, lastActiveDay, freezes, xp, level, ...streak } =
      referenceStreak(past);
    const { activeDays, frozenDays, activities: count, events } = streak;
    return [
      user,
      {
        ...{ activeDays, activities: count, current, events, freezes, frozenDays },
        ...{ lastActiveDay, level, longest, xp },
      },
    ];
  });
  return new Map(states.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** How many values of how many users were compared, and which of them are not what they should be. */
export interface Comparison {
  readonly users: number;
  readonly values: number;
  readonly differences: readonly string[];
}

/** Compares two replays, value by value. */
export function compareStates(
  states: ReadonlyMap<string, FinalState>,
  expected: ReadonlyMap<string, FinalState>,
): Comparison {
  const differences: string[] = [];
  let values = 0;
  const names = [...new Set([...states.keys(), ...expected.keys()])].sort();
  for (const user of names) {
    const [is, should] = [states.get(user), expected.get(user)];
    const fields = Object.keys(is ?? should ?? {}) as (keyof FinalState)[];
    for (const field of fields) {
      values += 1;
      if (isDeepStrictEqual(is?.[field], should?.[field])) continue;
      const texts = [is, should].map((state) => JSON.stringify(state?.[field] ?? null));
      differences.push(`${user}: ${field} is ${texts[0]}, not ${texts[1]}`);
    }
  }
  return { users: names.length, values, differences };
}
