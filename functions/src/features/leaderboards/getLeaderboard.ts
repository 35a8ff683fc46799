import { stableHash, userPath } from '../../contracts/ids';
import type { GetLeaderboardRequest, GetLeaderboardResponse } from '../../contracts/leaderboards';
import {
  boardName,
  type BoardRecord,
  type Profile,
  readProfile,
} from '../../documents/leaderboard';
import type { StreakDeps } from '../../documents/load';
import { readUser } from '../../documents/user';
import {
  orderOf,
  type Period,
  periodOf,
  type Ranked,
  ranked,
  rankOrder,
  ruleOf,
  type StoredScore,
} from '../../engine/scores';
import { settle } from '../../engine/settle';
import { streakDayAt } from '../../engine/zones';
import type { singleFlight } from '../../platform/concurrency';
import type { Caller } from '../../platform/request';
import { publishBoard } from './buildLeaderboards';
import { hideMembers } from './correctBoards';
import { around, countOf, loadBoard } from './store';

/** How many are shown on each side of the caller. */
const NEIGHBOURS = 3;

interface Deps extends StreakDeps {
  /** Joins equal builds of an instance. */
  readonly flight: ReturnType<typeof singleFlight<BoardRecord | undefined>>;
}

/**
 * A board as it was published last, and where the caller is on it now. A period's board that nobody has asked for
 * before is published now.
 *
 * @throws FirestreakError for what the contract names
 */
export async function getLeaderboard(
  deps: Deps,
  { uid }: Caller,
  request: GetLeaderboardRequest,
): Promise<GetLeaderboardResponse> {
  const { db, program, now, outages } = deps;
  const data = (await db.doc(userPath(uid)).get()).data();
  const user = data?.['streak'] === undefined ? undefined : readUser(data);
  const today = user
    ? settle(user.streak, now(), program, outages).today
    : streakDayAt(now(), 'Etc/UTC', program.dayStartHour);
  const current = periodOf(request.board, today);
  const name = request.period ?? current.name;
  const board =
    name === current.name ? await published(deps, current) : await past(deps, request.board, name);
  const score = Object.values(user?.board ?? {}).find(
    (each) => each.period === name && name === current.name,
  );
  const profile = readProfile(data);
  const id = stableHash(uid);
  return {
    board: request.board,
    period: name,
    rule: ruleOf(request.board),
    builtAt: board ? new Date(board.builtAt).toISOString() : null,
    total: board?.total ?? 0,
    entries: (board?.entries ?? []).map((entry) => shown(entry, id)),
    you: profile ? await standing(db, current, { uid, profile, score }) : null,
  };
}

async function published(deps: Deps, period: Period) {
  const name = boardName(period);
  const found = await loadBoard(deps.db, name);
  if (found) return found;
  return deps.flight(name, async () => {
    await publishBoard(deps, period, [name]);
    return loadBoard(deps.db, name);
  });
}

async function past({ db, now }: Deps, board: Period['board'], name: string) {
  const document = board === 'allTime' ? board : `${board}_${name}`;
  const known = await loadBoard(db, document);
  const found = known ?? ((await hideMembers(db)) > 0 ? await loadBoard(db, document) : undefined);
  return (found?.expireAt ?? Infinity) > now() ? found : undefined;
}

/** Where somebody is on a board at this moment, with those around them. */
async function standing(
  db: Deps['db'],
  period: Period,
  { uid, profile, score }: { uid: string; profile: Profile; score: StoredScore | undefined },
): Promise<NonNullable<GetLeaderboardResponse['you']>> {
  const { displayName } = profile;
  if (!score) return { displayName, rank: null, neighbours: [] };
  const order = orderOf(stableHash(uid), { period, score });
  const [better, placed] = await Promise.all([
    countOf(db, period, rankOrder(period, score)),
    around(db, period, order, NEIGHBOURS),
  ]);
  const [first] = placed;
  const [place, rank] = first
    ? await Promise.all([
        countOf(db, period, first.order),
        countOf(db, period, rankOrder(period, first)),
      ])
    : [0, 0];
  const neighbours = ranked(period.board, placed, { place: place + 1, rank: rank + 1 });
  const id = stableHash(uid);
  return { displayName, rank: better + 1, neighbours: neighbours.map((each) => shown(each, id)) };
}

function shown(
  { id, rank, displayName, activeDays, run, xp }: Ranked,
  caller: string,
): GetLeaderboardResponse['entries'][number] {
  return { rank, displayName, activeDays, run, xp, isYou: id === caller };
}
