import { program } from '../../functions/src/program';
import type { Program } from '../../functions/src/engine/program';
import { expectedStates } from '../../tools/checkReplay/expected';
import type { FinalState } from '../../tools/replay/finalStates';
import { difference, summary } from '../../tools/replay/report';
import type { ReplayResult } from '../../tools/replay/replayLog';
import { type ReplayTask, replayWorlds } from '../../tools/replay/worlds';
import { deliveredLate, syntheticLog } from './syntheticLog';

const until = Date.parse('2026-05-01T12:00:00Z');
const log = syntheticLog(4, 30, 11);

/** Replays in this thread; the test of the command has the threads. */
async function replay(task: ReplayTask): Promise<ReplayResult> {
  const replayed = await replayWorlds(task, () => undefined);
  const states = new Map([...replayed.states].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...replayed, states, seconds: 1 };
}

let base: ReplayResult;

beforeAll(async () => {
  base = await replay({ rows: log, until, program });
});

const withoutEvents = (states: ReadonlyMap<string, FinalState>) =>
  [...states].map(([user, { events, ...state }]) => [user, state]);

test('a replay comes to what the rules say, events included', () => {
  expect(base.states).toEqual(expectedStates(log, until, program));
  expect(base.refused).toEqual([]);
});

test.each<[string, Program['cadence']]>([
  ['some weekdays', { kind: 'weekdays', weekdays: [1, 2, 4, 5, 6] }],
  ['some days a week', { kind: 'perWeek', days: 5 }],
])('a replay under a program that asks for %s comes to it too', async (_, cadence) => {
  const rules = { ...program, version: 'x', cadence };
  const { states } = await replay({ rows: log, until, program: rules });
  expect(states).toEqual(expectedStates(log, until, rules));
  const broken = (all: ReadonlyMap<string, Pick<FinalState, 'events'>>) =>
    [...all.values()].reduce((sum, { events }) => sum + events.streak_broken, 0);
  expect(broken(states)).toBeGreaterThan(0);
  expect(broken(states)).toBeLessThan(broken(base.states));
});

test('late, shuffled and doubled deliveries come to the same', async () => {
  const { states } = await replay({ rows: deliveredLate(log, 12), until, program });
  expect(withoutEvents(states)).toEqual(withoutEvents(expectedStates(log, until, program)));
});

describe('at the end of a log', () => {
  const hour = 3_600_000;
  const [first] = log;
  if (!first) throw new Error('The log is empty.');
  const at = (hours: number) => first.occurredAt + hours * hour;
  const late = { ...first, deliveredAt: at(47) };

  test('what has occurred counts, also where it is still on its way', async () => {
    const before = { ...first, activityId: 'before', occurredAt: at(-24), deliveredAt: at(-24) };
    const after = { ...first, activityId: 'after', occurredAt: at(2), deliveredAt: at(2) };
    const rows = [before, after, late];
    const { states, repeats } = await replay({ rows: [...rows, late], until: at(1), program });
    expect(states).toEqual(expectedStates(rows, at(1), program));
    expect(states.get(first.user)).toMatchObject({ activities: 2, current: 2 });
    expect(repeats).toBe(1);
  });

  test('what is delivered on time and dated ahead counts', async () => {
    const ahead = { ...first, deliveredAt: first.occurredAt - 60_000 };
    const { states } = await replay({ rows: [ahead], until: ahead.deliveredAt, program });
    expect(states.get(first.user)).toMatchObject({ activities: 1 });
    const early = await replay({ rows: [ahead], until: ahead.deliveredAt - 1, program });
    expect(early.states.size).toBe(0);
  });

  test('what comes too late is refused, or left out where that is still to come', async () => {
    const tooLate = { ...first, deliveredAt: at(48) + 1 };
    const before = await replay({ rows: [tooLate], until: at(1), program });
    expect(before.states.size).toBe(0);
    expect(before.refused).toEqual([]);
    const { refused } = await replay({ rows: [tooLate], until, program });
    expect(refused).toEqual(['out-of-range']);
  });
});

test('the report compares the streaks that other rules would have kept and lost', async () => {
  const generous = { ...program, version: 'x', freeze: { xpPerFreeze: 50, maxHeld: 10 } };
  const other = await replay({ rows: log, until, program: generous });
  const broken = (states: ReadonlyMap<string, FinalState>) =>
    [...states.values()].reduce((sum, { events }) => sum + events.streak_broken, 0);
  const fewer = broken(base.states) - broken(other.states);
  expect(fewer).toBeGreaterThan(0);
  expect(difference(base, other)).toContain(`streaks broken over time          -${fewer}`);
  expect(summary(base)).toMatch(new RegExp(`streaks broken\\s+${broken(base.states)}\\n`));
});
