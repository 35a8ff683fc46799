import { program } from '../../functions/src/program';
import { levelOf } from '../../functions/src/engine/xp';
import { fitness } from './fitness';

test.each([
  [0, 1, 'Junior Clerk', 100],
  [99, 1, 'Junior Clerk', 100],
  [100, 2, 'Junior Clerk', 200],
  [899, 9, 'Junior Clerk', 900],
  [900, 10, 'Junior Clerk', 1000],
  [999, 10, 'Junior Clerk', 1000],
  [1000, 11, 'Summer Associate', 1400],
  [1399, 11, 'Summer Associate', 1400],
  [1400, 12, 'Summer Associate', 1800],
  [4999, 20, 'Summer Associate', 5000],
  [5000, 21, 'Junior Partner', 6000],
  [14999, 30, 'Junior Partner', 15000],
  [15000, 31, 'Senior Partner', 18500],
  [18499, 31, 'Senior Partner', 18500],
  [49999, 40, 'Senior Partner', 50000],
  [50000, 100, 'Juris Doctor', null],
  [9_000_000, 100, 'Juris Doctor', null],
])('%d XP is level %d, %s; the next starts at %p', (xp, level, tier, nextAt) => {
  expect(levelOf(xp, program)).toMatchObject({ level, tier, nextAt });
});

test.each([
  [62, 1, 63], // levels are 62.5 XP wide
  [63, 2, 125],
  [125, 3, 188],
  [249, 4, 250],
  [250, 5, 813],
  [2499, 8, 2500],
  [15_000, 16, null],
])('in another program, %d XP is level %d', (xp, level, nextAt) => {
  expect(levelOf(xp, fitness)).toMatchObject({ level, nextAt });
});

test.each([
  [50, 33110, 9932, 15, 9933], // levels are 662.2 XP wide, and 15 × 662.2 = 9933
  [50, 33110, 9933, 16, 10596],
  [7, 9, 8, 7, 9],
  [7, 29, 28, 7, 29],
])('with %d levels from 0 to %d XP, %d XP is level %d', (perTier, fromXp, xp, level, nextAt) => {
  const tiers = [
    { name: 'Low', fromXp: 0 },
    { name: 'High', fromXp },
  ];
  const levels = { perTier, last: 100, tiers };
  expect(levelOf(xp, { ...program, levels })).toMatchObject({ level, tier: 'Low', nextAt });
});

test('a level starts exactly where the one before said it would', () => {
  for (const rules of [program, fitness]) {
    for (let xp = 0; xp < 51_000; xp += 1) {
      const { level, fromXp, nextAt } = levelOf(xp, rules);
      const next = levelOf(xp + 1, rules);
      const starts = next.level > level;
      if (starts !== (nextAt === xp + 1)) throw new Error(`${xp} XP: ${nextAt ?? 'last'}`);
      const from = starts ? xp + 1 : fromXp;
      if (next.fromXp !== from) throw new Error(`${xp + 1} XP: since ${next.fromXp}`);
    }
  }
});
