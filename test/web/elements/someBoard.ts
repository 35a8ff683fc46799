import type { ResponseOf } from '../../../client/src';

type Board = ResponseOf<'getLeaderboard'>;

/** A board of twelve, of whom the eleventh asks if they take part. */
export function someBoard(
  board: Board['board'],
  { shownAs = null }: { readonly shownAs?: string | null },
): Board {
  const all = Array.from({ length: 12 }, (_, index) => ({
    ...{ rank: index + 1, activeDays: 12 - index, run: 100 - index, xp: 1000 - index },
    ...{ displayName: `Person ${index + 1}`, isYou: false },
  }));
  const entries = all.map((entry) =>
    entry.rank === 11 && shownAs !== null ? { ...entry, displayName: shownAs, isYou: true } : entry,
  );
  return {
    ...{ board, period: '2026-W48', builtAt: '2026-11-24T01:00:00.000Z', total: 12, entries },
    rule: { orderedBy: ['activeDays', 'run', 'xp'], ties: 'first-reached', ranks: 'competition' },
    you: shownAs === null ? null : { displayName: shownAs, rank: 11, neighbours: entries.slice(8) },
  };
}
