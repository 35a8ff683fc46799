import fc from 'fast-check';
import { isDeepStrictEqual as isSame } from 'node:util';
import { stableHash } from '../../functions/src/contracts/ids';
import { monthOf, weekName } from '../../functions/src/engine/days';
import { noOutages } from '../../functions/src/engine/outages';
import {
  type Board,
  boardOf,
  boards,
  ordering,
  orderOf,
  periodOf,
  type PeriodScore,
  ranked,
  rankOrder,
  type Score,
  scoresOf,
} from '../../functions/src/engine/scores';
import { settle } from '../../functions/src/engine/settle';
import { program } from '../../functions/src/program';
import { begun, live, lives, redelivered } from '../streaks/histories';

const few = fc.nat(3);
const score: fc.Arbitrary<Score> = fc.oneof(
  fc.record({ activeDays: few, run: few, xp: few, reachedAt: few }),
  fc.record({
    activeDays: fc.nat(31),
    run: fc.nat(5000),
    xp: fc.nat(5_000_000),
    reachedAt: fc.nat(2_000_000_000_000),
  }),
);

/** The rule once more, as one would say it. */
function plainSort(board: Board, users: readonly (readonly [string, Score])[]) {
  const worth = (each: Score) => ordering[board].map((key) => each[key]);
  const better = (a: Score, b: Score) => {
    const difference = worth(a).map((value, index) => value - (worth(b)[index] ?? 0));
    return difference.find((value) => value !== 0) ?? 0;
  };
  const sorted = [...users].sort(
    ([uidA, a], [uidB, b]) =>
      better(b, a) || a.reachedAt - b.reachedAt || (stableHash(uidA) < stableHash(uidB) ? -1 : 1),
  );
  const rankOf = (mine: Score) => 1 + users.filter(([, other]) => better(other, mine) > 0).length;
  return sorted.map(([uid, mine]) => ({ uid, rank: rankOf(mine) }));
}

test.each(boards)('%s: orders sort users, and rank them, as the rule says', (board) => {
  const period = periodOf(board, '2026-03-02');
  fc.assert(
    fc.property(fc.array(score, { maxLength: 40 }), (scores) => {
      const users = scores.map((each, index) => [`user${index}`, each] as const);
      const stored = users
        .map(([uid, each]) => {
          const entry = { ...each, id: stableHash(uid), displayName: uid, uid };
          return { ...entry, order: orderOf(stableHash(uid), { period, score: each }) };
        })
        .sort((a, b) => (a.order < b.order ? -1 : 1));
      const expected = plainSort(board, users);
      expect(ranked(board, stored).map(({ uid, rank }) => ({ uid, rank }))).toEqual(expected);
      const scoreOf = new Map<string, Score>(users);
      for (const { uid, rank } of expected) {
        const mine = scoreOf.get(uid);
        const better = mine ? stored.filter(({ order }) => order < rankOrder(period, mine)) : [];
        expect(better).toHaveLength(rank - 1);
      }
    }),
  );
});

test('equals share a rank, and the next skips as many', () => {
  const entry = (run: number) => ({
    ...{ id: '', displayName: '', activeDays: 0, xp: 0 },
    run,
    reachedAt: 0,
  });
  expect(ranked('allTime', [9, 5, 5, 1].map(entry)).map(({ rank }) => rank)).toEqual([1, 2, 2, 4]);
  const below = ranked('allTime', [5, 5, 1].map(entry), { place: 8, rank: 7 });
  expect(below.map(({ rank }) => rank)).toEqual([7, 7, 10]);
});

test('a score is what the ledger says of the week and the month, however it came to be known', () => {
  fc.assert(
    fc.property(lives(program), fc.array(fc.nat(172_800_000), { minLength: 1 }), (life, delays) => {
      const other = redelivered(life, delays);
      const until = Math.max(life.until, other.until);
      const lived = (each: typeof life) => {
        const someone = live(each);
        const settled = settle(someone.state(), until, program, noOutages);
        return { someone, settled, scores: scoresOf(settled) };
      };
      const { someone, settled, scores } = lived(life);
      const another = lived(other);
      fc.pre(isSame(begun(someone), begun(another.someone)));
      const isCurrent = ({ period }: PeriodScore) =>
        period.name === periodOf(period.board, settled.today).name;
      const current = (of: readonly PeriodScore[]) =>
        of.filter(isCurrent).sort((a, b) => (a.period.board < b.period.board ? -1 : 1));
      expect(current(another.scores)).toEqual(current(scores));
      const known = [...someone.ledger, ...Object.entries(settled.changedDays)];
      const ledger = [...new Map(known)].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const { period, score: mine } of scores) {
        const nameOf = { weekly: weekName, monthly: monthOf, allTime: () => 'all' }[period.board];
        const days = ledger.filter(([day]) => nameOf(day) === period.name);
        const active = days.filter(([, { verdict }]) => verdict === 'active');
        expect(mine).toEqual({
          activeDays: active.length,
          xp: active.reduce((sum, [, { xp }]) => sum + xp, 0),
          run: period.board === 'allTime' ? settled.tally.longest : (days.at(-1)?.[1].current ?? 0),
          reachedAt:
            period.board === 'allTime'
              ? days.find(([, { current }]) => current === settled.tally.longest)?.[1].firstAt
              : Math.max(...active.map(([, { lastAt }]) => lastAt ?? 0)),
        });
      }
      const week = periodOf('weekly', settled.today);
      const lastWeek = weekName(settled.tally.lastActiveDay ?? '1970-01-01');
      const stored = boardOf('someone', scores)[week.slot];
      expect(stored?.period === week.name).toBe(lastWeek === week.name);
    }),
    { numRuns: 20 },
  );
});
