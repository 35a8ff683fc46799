import fc from 'fast-check';
import { changesBetween, type Standing } from '../../functions/src/engine/changes';
import type { StreakEvent } from '../../functions/src/engine/events';
import type { Program } from '../../functions/src/engine/program';
import { newTally, type Tally } from '../../functions/src/engine/tally';
import { levelOf } from '../../functions/src/engine/xp';
import { live, lives } from '../streaks/histories';
import { programs } from '../streaks/programs';

const standingOf = (tally: Tally, program: Program): Standing => ({
  ...tally,
  level: levelOf(tally.xp, program).level,
});

/** Events that say by themselves how the run stands. */
const ofRun: readonly StreakEvent['kind'][] = ['streak_broken', 'streak_restored', 'recovered'];

describe.each(programs)('%s: whoever follows what is told', (_, program) => {
  test('knows the run, the badges and the level at any time', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        let before = standingOf(newTally(''), program);
        let heard = 0;
        const told = { badges: new Set<string>(), level: before.level };
        live(life, (at, someone) => {
          const after = standingOf(someone.settle(at).tally, program);
          const events = someone.events.slice(heard);
          heard = someone.events.length;
          const changes = changesBetween(before, after, events);
          for (const change of changes) {
            if (change.kind === 'badge') told.badges.add(change.badge);
            if (change.kind === 'level') told.level = change.level;
            if (change.kind !== 'corrected') continue;
            for (const badge of change.badgesLost) told.badges.delete(badge);
            told.level = Math.min(told.level, after.level);
          }
          expect([...told.badges].sort()).toEqual(Object.keys(after.badges).sort());
          expect(told.level).toBe(after.level);
          const saysRun =
            changes.some(({ kind }) => kind !== 'badge' && kind !== 'level') ||
            events.some(({ kind }) => ofRun.includes(kind));
          if (after.current !== before.current) expect(saysRun).toBe(true);
          before = after;
        });
      }),
      { numRuns: 40 },
    );
  });
});
