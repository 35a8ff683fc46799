import { program } from '../../functions/src/program';
import type { Program } from '../../functions/src/shared/programSchema';
import type { FinalState } from '../../tools/replay/finalStates';
import type { LogRow } from '../../tools/replay/logRow';
import { difference, summary } from '../../tools/replay/report';
import type { ReplayResult } from '../../tools/replay/replayLog';
import { type ReplayTask, replayWorlds } from '../../tools/replay/worlds';
import { referenceStreak } from '../reference/reference';
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

/** What the naive implementation of the rules makes of a log without changes of zone. */
function expectedStates(
  rows: readonly LogRow[],
  rules: Program = program,
): Map<string, Omit<FinalState, 'badges'>> {
  const users = [...new Set(rows.map(({ user }) => user))].sort();
  return new Map(
    users.map((user) => {
      const activities = rows.filter((row) => row.user === user);
      const home = activities[0]?.timeZone ?? 'UTC';
      const { verdicts, off, badges, offer, recoveries, lastRecovered, challenges, ...state } =
        referenceStreak({
          program: rules,
          home,
          moves: [],
          activities,
          until,
        });
      return [user, state];
    }),
  );
}

const withoutEvents = (states: ReadonlyMap<string, Omit<FinalState, 'badges'>>) =>
  [...states].map(([user, { events, ...state }]) => [user, state]);

test('a replay comes to what the rules say, events included', () => {
  expect(base.states).toEqual(expectedStates(log));
  expect(base.refused).toEqual([]);
});

test.each<[string, Program['cadence']]>([
  ['some weekdays', { kind: 'weekdays', weekdays: [1, 2, 4, 5, 6] }],
  ['some days a week', { kind: 'perWeek', days: 5 }],
])('a replay under a program that asks for %s comes to it too', async (_, cadence) => {
  const rules = { ...program, version: 'x', cadence };
  const { states } = await replay({ rows: log, until, program: rules });
  expect(states).toEqual(expectedStates(log, rules));
  const broken = (all: ReadonlyMap<string, Pick<FinalState, 'events'>>) =>
    [...all.values()].reduce((sum, { events }) => sum + events.streak_broken, 0);
  expect(broken(states)).toBeGreaterThan(0);
  expect(broken(states)).toBeLessThan(broken(base.states));
});

test('late, shuffled and doubled deliveries come to the same', async () => {
  const { states } = await replay({ rows: deliveredLate(log, 12), until, program });
  expect(withoutEvents(states)).toEqual(withoutEvents(expectedStates(log)));
});

test('activities delivered after the end do not count, and ones too late are refused', async () => {
  const [first] = log;
  if (!first) throw new Error('The log is empty.');
  const tooLate = { ...first, deliveredAt: first.occurredAt + 49 * 3_600_000 };
  const early = await replay({ rows: [tooLate, ...log.slice(-1)], until: 0, program });
  expect(early.states.size).toBe(0);
  expect(early.refused).toEqual([]);
  const { refused } = await replay({ rows: [tooLate], until, program });
  expect(refused).toEqual(['out-of-range']);
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
