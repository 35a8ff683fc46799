import fc from 'fast-check';
import { calendarDays } from '../../functions/src/engine/calendarDays';
import { addDays } from '../../functions/src/engine/days';
import { explainDays } from '../../functions/src/engine/explain';
import { markOf } from '../../functions/src/engine/ledger';
import { noOutages } from '../../functions/src/engine/outages';
import { settle } from '../../functions/src/engine/settle';
import { viewStreak } from '../../functions/src/engine/streakView';
import { program } from '../../functions/src/program';
import { HOUR } from '../shared/wallClock';
import { live, lives } from './histories';

test('after a program has got another start of the day, all answers agree at once', () => {
  const hours = fc.integer({ min: 0, max: 23 });
  fc.assert(
    fc.property(lives(program), hours, fc.nat(30), (life, dayStartHour, wait) => {
      const someone = live(life);
      someone.settle(life.until);
      const at = life.until + wait * HOUR;
      const changed = { ...program, version: 'changed', dayStartHour };
      const rules = { program: changed, outages: noOutages };
      const settled = settle(someone.state(), at, changed, noOutages);
      const streak = viewStreak(settled, at, changed);
      const { first, last } = settled.open;
      const known = new Map([...someone.ledger, ...Object.entries(settled.changedDays)]);
      const range = { from: addDays(first, -30), to: last };
      const explained = explainDays(range.from, range.to, known, settled, rules);
      const marks = new Map([...known].map(([day, entry]) => [day, markOf(entry)]));
      const calendar = calendarDays(range, marks, settled, rules);

      const today = explained.find(({ day }) => day === streak.today);
      expect(today?.verdict).toBe(streak.activeToday ? 'active' : 'open');
      for (const { day, verdict } of explained) {
        if (day >= first) expect(['active', 'open']).toContain(verdict);
        else expect(verdict).not.toBe('open');
      }
      const latest = explained.findLast(
        ({ verdict }) => verdict === 'active' || verdict === 'broken',
      );
      if (latest) expect(streak.current).toBe(latest.verdict === 'active' ? latest.current : 0);
      expect(calendar.map(({ day, activities }) => [day, activities])).toEqual(
        explained.map(({ day, activities }) => [day, activities]),
      );
      expect(calendar.map(({ verdict }) => (verdict === 'recovered' ? 'kept' : verdict))).toEqual(
        explained.map(({ verdict }) => verdict),
      );
    }),
    { numRuns: 150 },
  );
});
