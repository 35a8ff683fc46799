import { changesBetween, type Standing } from '../../functions/src/engine/changes';
import { newTally } from '../../functions/src/engine/tally';

const nobody: Standing = { ...newTally(''), level: 1 };
const run = (
  current: number,
  runStart: string,
  lastActiveDay: string,
  more: Partial<Standing> = {},
) => ({
  ...nobody,
  ...{ current, runStart, lastActiveDay },
  ...more,
});

const week = run(7, '2026-03-02', '2026-03-08');

test.each<[string, Standing, Standing, 'streak_broken' | 'streak_restored' | null, object[]]>([
  [
    'a first day begins a run',
    nobody,
    run(1, '2026-03-02', '2026-03-02'),
    null,
    [{ kind: 'started', day: '2026-03-02' }],
  ],
  [
    'a first activity that brings two days begins it and extends it',
    nobody,
    run(2, '2026-03-02', '2026-03-03'),
    null,
    [
      { kind: 'started', day: '2026-03-02' },
      { kind: 'extended', by: 1, day: '2026-03-03' },
    ],
  ],
  [
    'a day more extends it',
    week,
    run(8, '2026-03-02', '2026-03-09'),
    null,
    [{ kind: 'extended', by: 1, day: '2026-03-09' }],
  ],
  [
    'so does a late one before its first',
    week,
    run(8, '2026-03-01', '2026-03-08'),
    null,
    [{ kind: 'extended', by: 1, day: '2026-03-08' }],
  ],
  ['a second activity of a day changes nothing', week, { ...week, xp: 10 }, null, []],
  [
    'whoever comes back after a missed day has a new run',
    week,
    run(1, '2026-03-11', '2026-03-11'),
    'streak_broken',
    [{ kind: 'started', day: '2026-03-11' }],
  ],
  [
    'the end of a run is told by its event',
    week,
    { ...week, current: 0, runStart: null },
    'streak_broken',
    [],
  ],
  [
    'so is its coming back, whatever it is by then',
    run(1, '2026-03-10', '2026-03-10'),
    run(9, '2026-03-02', '2026-03-10'),
    'streak_restored',
    [],
  ],
  [
    'an activity that was taken back corrects what was told',
    run(7, '2026-03-02', '2026-03-08', { badges: { seven: '2026-03-08' }, level: 2 }),
    run(6, '2026-03-02', '2026-03-07'),
    null,
    [
      {
        kind: 'corrected',
        before: { current: 7, level: 2 },
        badgesLost: ['seven'],
        day: '2026-03-07',
      },
    ],
  ],
  [
    'badges and levels are told with the day of each',
    week,
    { ...week, badges: { novice: '2026-03-08' }, level: 3 },
    null,
    [
      { kind: 'badge', badge: 'novice', day: '2026-03-08' },
      { kind: 'level', level: 3, from: 1, day: '2026-03-08' },
    ],
  ],
])('%s', (_, before, after, event, changes) => {
  expect(changesBetween(before, after, event ? [{ kind: event }] : [])).toEqual(changes);
});
