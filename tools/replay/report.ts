import type { FinalState } from './finalStates';
import type { ReplayResult } from './replayLog';

const number = new Intl.NumberFormat('en-US');

/** The summary that a replay prints. */
export function summary(result: ReplayResult): string {
  const states = [...result.states.values()];
  const sum = (pick: (state: FinalState) => number) =>
    states.reduce((total, state) => total + pick(state), 0);
  const rows: [string, number][] = [
    ['users', states.length],
    ['activities', sum((state) => state.activities)],
    ['activities refused', result.refused.length],
    ['activities repeated', result.repeats],
    [
      'days judged',
      sum(({ activeDays, frozenDays, events }) => activeDays + frozenDays + events.streak_broken),
    ],
    ['active days', sum((state) => state.activeDays)],
    ['freezes used', sum((state) => state.frozenDays)],
    ['streaks broken', sum((state) => state.events.streak_broken)],
    ['longest streak', Math.max(0, ...states.map((state) => state.longest))],
    ['milestones', sum((state) => state.events.milestone)],
    ['weekly bonuses', sum((state) => state.events.weekly_bonus)],
    ['maintenance runs', result.maintenanceRuns],
    ['document reads', result.reads],
    ['document writes', result.writes],
  ];
  const refusals = [...new Set(result.refused)].map((reason) => {
    const count = result.refused.filter((other) => other === reason).length;
    return `  refused as ${reason}: ${count}`;
  });
  return [
    ...rows.map(([name, value]) => `${name.padEnd(20)} ${number.format(value).padStart(12)}`),
    ...refusals,
    `${'time'.padEnd(20)} ${result.seconds.toFixed(1).padStart(10)} s`,
  ].join('\n');
}

/** What other rules would have changed, compared with the default program. */
export function difference(base: ReplayResult, other: ReplayResult): string {
  const pairs = [...base.states].flatMap(([user, state]) => {
    const changed = other.states.get(user);
    return changed ? [[state, changed] as const] : [];
  });
  const count = (test: (a: FinalState, b: FinalState) => boolean) =>
    pairs.filter(([a, b]) => test(a, b)).length;
  const change = (pick: (state: FinalState) => number) => {
    const delta = pairs.reduce((total, [a, b]) => total + pick(b) - pick(a), 0);
    return `${delta > 0 ? '+' : ''}${number.format(delta)}`;
  };
  return [
    'Under the other program, compared with the default one:',
    `  users in both                     ${pairs.length}`,
    `  streaks alive now that were lost  ${count((a, b) => a.current === 0 && b.current > 0)}`,
    `  streaks lost now that were alive  ${count((a, b) => a.current > 0 && b.current === 0)}`,
    `  streaks broken over time          ${change((state) => state.events.streak_broken)}`,
    `  freezes used                      ${change((state) => state.frozenDays)}`,
    `  users with a longer longest       ${count((a, b) => b.longest > a.longest)}`,
    `  users with a shorter longest      ${count((a, b) => b.longest < a.longest)}`,
    `  XP                                ${change((state) => state.xp)}`,
  ].join('\n');
}

/** The final states as JSON, keys sorted. */
export function statesAsJson(states: ReadonlyMap<string, FinalState>): string {
  return `${JSON.stringify(Object.fromEntries(states), null, 2)}\n`;
}
