import { program } from '../../functions/src/program';
import { foldDays, times } from './foldedDays';

describe('a day without activity', () => {
  test.each([
    ['breaks a run when no freeze is held', 'f f .', 'a a b', 0, 0],
    ['is only missed when there is no run to lose', 'f . . . f', 'a b - - a', 1, 0],
    ['uses a freeze when one is held', 'V10 .', 'a f', 1, 0],
    ['uses one freeze a day, then breaks the run', 'V20 . . . .', 'a f f b -', 0, 0],
    [
      'leaves freezes alone when there is no run',
      'f . V20 . . . . V10 . . f',
      'a b a f f b - a f b a',
      1,
      0,
    ],
    ['is kept when a flight skipped it, freeze or not', 'V10 ~ f', 'a k a', 2, 1],
    ['is kept when it was recovered and no freeze is held', 'f + f', 'a k a', 2, 0],
    ['uses a freeze before a recovery', 'V10 + f', 'a f a', 2, 0],
    ['has nothing to recover without a run', 'f . + f', 'a b m a', 1, 0],
    ['is only missed without a run, also when there is a record of it', 'f . 0 f', 'a b m a', 1, 0],
    ['is kept when a flight skipped it, also when it starts a gap', 'f ~ .', 'a k b', 0, 0],
  ])('%s', (_, days, verdicts, current, freezes) => {
    const folded = foldDays(days);
    expect(folded.verdicts).toBe(verdicts);
    expect(folded.tally).toMatchObject({ current, freezes });
  });
});

test('a day missed without a run loses none', () => {
  const { brokenRuns, longestLost } = foldDays('f f . 0 0').tally;
  expect({ brokenRuns, longestLost }).toEqual({ brokenRuns: 1, longestLost: 2 });
});

describe('a freeze is earned', () => {
  test.each([
    ['not below 500 XP', 'V9hl', 495, 0],
    ['at exactly 500 XP', 'V9hlf', 500, 1],
    ['by crossing 500 XP from below', 'V9hl e', 505, 1],
    ['once for each 500 XP, two in one day', 'V20', 1000, 2],
    ['again at 1000 XP, over several days', 'V10 V9hl f', 1000, 2],
    ['not again without a further 500 XP', 'V10 V9', 950, 1],
    ['but forfeited when two are held', 'V20 V10', 1500, 2],
    ['but forfeited beyond two on one day', 'V20h20', 1500, 2],
  ])('%s', (_, days, xp, freezes) => {
    expect(foldDays(days).tally).toMatchObject({ xp, freezes });
  });

  test('and one forfeited at the cap does not come back once there is room', () => {
    const folded = foldDays('V20 V10 . . .');
    expect(folded.verdicts).toBe('a a f f b');
  });

  test('and the room that a used freeze leaves is filled by the next 500 XP only', () => {
    const folded = foldDays('V20 V10 . f V9hl');
    expect(folded.days.map(({ after }) => after.freezes)).toEqual([2, 2, 1, 1, 2]);
  });

  test('for the days after it, so it cannot save a day before', () => {
    const folded = foldDays('V9hl . V10 .');
    expect(folded.verdicts).toBe('a b a f');
    expect(folded.tally).toMatchObject({ current: 1, longest: 1, brokenRuns: 1, frozenDays: 1 });
  });

  test('also by XP that the weekly bonus adds', () => {
    const { tally, verdicts } = foldDays(`fgelV8f5 ${times(6, 'f')} V2h .`); // 505, then 187
    expect(tally.xp).toBe(505 + 150 + 37);
    expect(verdicts).toBe('a a a a a a a a f');
    expect(foldDays(`fgelV8 ${times(6, 'f')} l .`).verdicts).toBe('a a a a a a a a f');
    expect(foldDays(`fglV8 ${times(6, 'f')} eef .`).verdicts).toBe('a a a a a a a a b');
  });
});

test('a freeze is never used while there is no run', () => {
  const before = { freezes: 2, current: 0 };
  expect(foldDays('. . f', { before })).toMatchObject({ verdicts: '- - a', tally: { freezes: 2 } });
});

test('a program that lowers its cap takes no freeze away', () => {
  const capped = { ...program, freeze: { ...program.freeze, maxHeld: 1 } };
  const before = { freezes: 2, current: 1 };
  expect(foldDays('V20', { program: capped, before }).tally.freezes).toBe(2);
});

test('without any freezes in the program, every missed day breaks the run', () => {
  const strict = { ...program, freeze: { ...program.freeze, maxHeld: 0 } };
  expect(foldDays('V20 . V20 .', { program: strict }).verdicts).toBe('a b a b');
});

describe('the run', () => {
  test.each([
    ['counts active days', times(5, 'f'), 5, 5, 5],
    ['does not count frozen days', 'V10 . f', 2, 2, 2],
    ['does not count kept days', 'f ~ f', 2, 2, 2],
    ['starts again after a break; the longest stays', `${times(4, 'f')} . f f`, 2, 4, 6],
    ['grows past the longest', `${times(2, 'f')} . ${times(3, 'f')}`, 3, 3, 5],
  ])('%s', (_, days, current, longest, activeDays) => {
    expect(foldDays(days).tally).toMatchObject({ current, longest, activeDays });
  });

  test.each([
    ['its first day', '. f f', '2026-01-06'],
    ['its first day, over frozen days', 'V10 . f', '2026-01-05'],
    ['none after a break', 'f .', null],
    ['the first day after a break', 'f . . f f', '2026-01-08'],
  ])('starts on %s', (_, days, runStart) => {
    expect(foldDays(days).tally.runStart).toBe(runStart);
  });
});

test.each([
  ['7, and not at 6 or 8', times(8, 'f'), [[7, 7]]],
  [
    '7 and 14',
    times(14, 'f'),
    [
      [7, 7],
      [14, 14],
    ],
  ],
  [
    '7 in each run',
    `${times(7, 'f')} . ${times(7, 'f')}`,
    [
      [7, 7],
      [7, 15],
    ],
  ],
  ['7 active days, frozen ones aside', `V10 . ${times(6, 'f')}`, [[7, 8]]],
  ['7 not after 6 days and a break', `${times(6, 'f')} . f`, []],
])('a milestone is reached at %s', (_, days, expected) => {
  const { days: judged } = foldDays(days);
  const reached = judged.flatMap(({ achievements }, index) =>
    achievements.flatMap((a) => (a.kind === 'milestone' ? [[a.days, index + 1]] : [])),
  );
  expect(reached).toEqual(expected);
});

test('each of the ten milestones is reached once in a run of 1000 days', () => {
  const { days } = foldDays(times(1001, 'f'));
  const milestones = days.flatMap(({ achievements }) =>
    achievements.flatMap((a) => (a.kind === 'milestone' ? [a.days] : [])),
  );
  expect(milestones).toEqual([7, 14, 30, 60, 100, 180, 365, 500, 730, 1000]);
});
