import { boardName, boardWrites, keptUntil } from '../../documents/leaderboard';
import type { StreakDeps } from '../../documents/load';
import { boards, openPeriods, type Period, periodOf, ranked } from '../../engine/scores';
import { streakDayAt } from '../../engine/zones';
import { correctBoard, hideMembers } from './correctBoards';
import { countOf, listedNames, topOf } from './store';
import { stamped } from '../../platform/write';

/** How many are shown. */
const TOP = 100;

export type LeaderboardDeps = Pick<StreakDeps, 'db' | 'program' | 'now'>;

/**
 * Publishes every board whose scores may still change. Reads the best of each and counts the others, so
 * the cost does not follow the users.
 *
 * @returns how many boards were published
 */
export async function buildLeaderboards(deps: LeaderboardDeps): Promise<number> {
  const { db, program, now } = deps;
  await hideMembers(db);
  const at = now();
  const today = streakDayAt(at, 'Etc/UTC', program.dayStartHour);
  let published = 0;
  for (const board of boards) {
    const current = periodOf(board, today);
    for (const period of openPeriods(board, at, program.dayStartHour)) {
      await publishBoard(deps, period, [
        ...(board === 'allTime' ? [] : [boardName(period)]),
        ...(period.name === current.name ? [board] : []),
      ]);
      published += 1;
    }
  }
  return published;
}

/**
 * Publishes one board, under each of some names. Whoever leaves or is renamed meanwhile is found either
 * here, after the board is written, or by their own call, which then sees it.
 */
export async function publishBoard(
  { db, now }: LeaderboardDeps,
  period: Period,
  names: readonly string[],
): Promise<void> {
  const [top, total] = await Promise.all([topOf(db, period, TOP), countOf(db, period)]);
  const entries = ranked(period.board, top);
  const built = { board: period.board, period: period.name, builtAt: now(), total, entries };
  const batch = db.batch();
  for (const name of names) {
    const expireAt = name === period.board ? null : keptUntil(period, now());
    for (const { path, data } of boardWrites(name, { ...built, expireAt })) {
      batch.set(db.doc(path), stamped(path, data));
    }
  }
  await batch.commit();
  const listed = await listedNames(
    db,
    top.map(({ uid }) => uid),
  );
  for (const { uid, id, displayName } of top) {
    const nameNow = listed.get(uid) ?? null;
    if (nameNow === displayName) continue;
    for (const name of names) await correctBoard(db, name, { id, displayName: nameNow });
  }
}
