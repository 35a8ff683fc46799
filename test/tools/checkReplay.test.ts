import { program } from '../../functions/src/program';
import { compareStates, expectedStates } from '../../tools/checkReplay/expected';
import { generateLog, kinds, logText } from '../../tools/checkReplay/logs';
import { readLog } from '../../tools/replay/readLog';
import { replayWorlds } from '../../tools/replay/worlds';
import { logFile } from './logFile';

const size = { users: 6, days: 40, seed: 3 };
const until = Date.parse('2025-02-16T12:00:00Z');

describe.each(kinds)('a log of %s', (kind) => {
  const rows = generateLog(kind, size);

  test('comes to what the rules say, though some arrives late, and some twice', async () => {
    const { states, refused } = await replayWorlds({ rows, until, program }, () => undefined);
    const expected = expectedStates(rows, until, program);
    expect(refused).toEqual([]);
    expect(compareStates(states, expected)).toEqual({
      ...{ users: size.users, values: 10 * size.users, differences: [] },
    });
  });

  test('is the same each time, other with another seed, and can be written and read', async () => {
    expect(generateLog(kind, size)).toEqual(rows);
    expect(generateLog(kind, { ...size, seed: 4 })).not.toEqual(rows);
    const read = await readLog(logFile(logText(rows), `${kind}.tsv`), program);
    expect(logText(read)).toBe(logText(rows));
  });
});

test('people of a log have several zones, or one, as its kind says', () => {
  const zonesOf = (kind: (typeof kinds)[number]) => {
    const zones = new Map<string, Set<string>>();
    for (const { user, timeZone } of generateLog(kind, size)) {
      zones.set(user, (zones.get(user) ?? new Set()).add(timeZone));
    }
    return [...zones.values()].map((seen) => seen.size);
  };
  expect(Math.max(...zonesOf('home'))).toBe(1);
  expect(Math.max(...zonesOf('devices'))).toBe(2);
  expect(Math.min(...zonesOf('flights'))).toBeGreaterThan(2);
});

test('a value that differs is found, and a user that is missing', () => {
  const rows = generateLog('devices', size);
  const expected = expectedStates(rows, until, program);
  const [[user, state] = ['', undefined], ...others] = [...expected];
  if (!state) throw new Error('The log is empty.');
  const wrong = new Map([[user, { ...state, current: -1 }], ...others]);
  const { differences } = compareStates(wrong, expected);
  expect(differences).toEqual([`${user}: current is -1, not ${state.current}`]);
  expect(compareStates(new Map(others), expected).differences).toHaveLength(10);
});

test('what is refused, or has not occurred by the end, is not expected to count', () => {
  const [row] = generateLog('home', size);
  if (!row) throw new Error('The log is empty.');
  const hour = 3_600_000;
  const delivered = (late: number) => [{ ...row, deliveredAt: row.occurredAt + late }];
  const users = (late: number, end: number) =>
    expectedStates(delivered(late), row.occurredAt + end, program).size;
  expect([users(48 * hour, 49 * hour), users(48 * hour + 1, 49 * hour)]).toEqual([1, 0]);
  expect([users(-5 * 60_000, hour), users(-5 * 60_000 - 1, hour)]).toEqual([1, 0]);
  expect([users(2 * hour, 1), users(2 * hour, -1), users(-60_000, -60_000)]).toEqual([1, 0, 1]);
});
