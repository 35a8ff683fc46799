import { program } from '../../functions/src/program';
import type { FinalState } from '../../tools/replay/finalStates';
import type { LogRow } from '../../tools/replay/logRow';
import { difference, summary } from '../../tools/replay/report';
import { replayLog } from '../../tools/replay/replayLog';
import { referenceStreak } from '../reference/reference';
import { deliveredLate, syntheticLog } from './syntheticLog';

const until = Date.parse('2026-05-01T12:00:00Z');
const log = syntheticLog(6, 45, 11);

/** What the naive implementation of the rules makes of a log without changes of zone. */
function expectedStates(rows: readonly LogRow[]): Map<string, Omit<FinalState, 'badges'>> {
  const users = [...new Set(rows.map(({ user }) => user))].sort();
  return new Map(
    users.map((user) => {
      const activities = rows.filter((row) => row.user === user);
      const home = activities[0]?.timeZone ?? 'UTC';
      const { verdicts, badges, ...state } = referenceStreak({
        program,
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

test('a replay comes to what the rules say, events included', async () => {
  const { states, refused } = await replayLog({ rows: log, until, program });
  expect(states).toEqual(expectedStates(log));
  expect(refused).toEqual([]);
});

test('late, shuffled and doubled deliveries come to the same', async () => {
  const { states } = await replayLog({ rows: deliveredLate(log, 12), until, program });
  expect(withoutEvents(states)).toEqual(withoutEvents(expectedStates(log)));
});

test('activities delivered after the end do not count, and ones too late are refused', async () => {
  const [first] = log;
  if (!first) throw new Error('The log is empty.');
  const tooLate = { ...first, deliveredAt: first.occurredAt + 49 * 3_600_000 };
  const { states, refused } = await replayLog({
    rows: [tooLate, ...log.slice(-1)],
    until: 0,
    program,
  });
  expect(states.size).toBe(0);
  const result = await replayLog({ rows: [tooLate], until, program });
  expect(result.refused).toEqual(['out-of-range']);
  expect(refused).toEqual([]);
});

test('the report compares the streaks that other rules would have kept and lost', async () => {
  const generous = { ...program, version: 'x', freeze: { xpPerFreeze: 50, maxHeld: 10 } };
  const [base, other] = [
    await replayLog({ rows: log, until, program }),
    await replayLog({ rows: log, until, program: generous }),
  ];
  const broken = (states: ReadonlyMap<string, FinalState>) =>
    [...states.values()].reduce((sum, { events }) => sum + events.streak_broken, 0);
  const fewer = broken(base.states) - broken(other.states);
  expect(fewer).toBeGreaterThan(0);
  expect(difference(base, other)).toContain(`streaks broken over time          -${fewer}`);
  expect(summary(base)).toMatch(new RegExp(`streaks broken\\s+${broken(base.states)}\\n`));
});
