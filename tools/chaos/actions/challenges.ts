import type { Challenge } from '../../../functions/src/engine/challenges';
import { Refused, call } from '../device';
import { between, pick } from '../dice';
import { seriesOf } from '../oracle/seriesOf';
import { sleepUntil } from '../virtualTime';
import type { Action, World } from '../world';
import { hasOutages } from './outages';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Most of each goal that is asked for. */
const MOST = { 'active-days': 3, activities: 6, xp: 120, categories: 4, run: 3 } as const;

const GOALS = ['active-days', 'activities', 'xp', 'categories', 'run'] as const;

/**
 * In some worlds administrators open challenges, of which some repeat; people join them, leave some and
 * join again.
 */
export const challenges: Action = async (world) => {
  const { dice } = world;
  const count = dice('has challenges') < 0.4 ? between(1, 2, dice('challenges')) : 0;
  await Promise.all(Array.from({ length: count }, (_, n) => challenge(world, n)));
};

async function challenge(world: World, n: number): Promise<void> {
  const { dice, start, end, history, people } = world;
  await sleepUntil(start + dice('challenge at', n) * (end - start) * 0.5);
  const id = `challenge${n}`;
  const first = challengeOf(world, n);
  const { window, ...described } = first;
  const times = dice('repeats', n) < 0.3 ? between(2, 3, dice('times', n)) : 1;
  const capacity = dice('places', n) < 0.4 ? between(1, 3, dice('capacity', n)) : null;
  const admin = { uid: 'admin', isAdmin: true };
  const sent = window.kind === 'days' ? window : { kind: window.kind, ...texts(window) };
  const repeats = times > 1 ? { every: 'daily', times } : null;
  const data = { challengeId: id, ...described, window: sent, capacity, repeats };
  const series = seriesOf(id, first, times);
  for (const [each, its] of series) history.challenges.set(each, its);
  await call(world, { ...admin, name: 'createChallenge', key: id, data });
  await Promise.all(
    series.flatMap(([each], days) =>
      people.map(async ({ uid }) => {
        await sleepUntil(Math.min(end, Date.now() + days * DAY_MS));
        await takePart(world, uid, each);
      }),
    ),
  );
}

/** Not over before the next hours are, so that somebody can join. */
function challengeOf({ dice }: World, n: number): Challenge {
  const now = Date.now();
  const length = between(1, 4, dice('length', n));
  const from = now + between(-12, 24, dice('opens', n)) * HOUR_MS;
  const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  // A run that is completed stays so when an outage in it is revoked, which the reference cannot know.
  const goals = hasOutages(dice)
    ? (['active-days', 'activities', 'xp', 'categories'] as const)
    : GOALS;
  const kind = pick(goals, dice('goal', n));
  const isOfDays = dice('window', n) < 0.6;
  const countsDays = kind === 'active-days' || kind === 'run';
  const days = isOfDays ? length + 1 : length;
  const most = countsDays ? Math.min(MOST[kind], days) : MOST[kind];
  const target = between(1, most, dice('target', n));
  return {
    title: `Challenge ${n}`,
    goal: { kind, target },
    window: isOfDays
      ? { kind: 'days', first: dayOf(from), last: dayOf(from + length * DAY_MS) }
      : { kind: 'instants', from, to: from + length * DAY_MS },
    reward: {
      xp: between(0, 600, dice('prize', n)),
      freezes: between(0, 2, dice('freezes', n)),
      ...(dice('badge', n) < 0.5 && { badge: pick(['sprinter', 'challenger'], dice('which', n)) }),
    },
  };
}

function texts({ from, to }: { readonly from: number; readonly to: number }) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

async function takePart(world: World, uid: string, id: string): Promise<void> {
  const { dice, end } = world;
  for (let round = 0; round < 2; round += 1) {
    const key = `${uid} ${id} ${round}`;
    if (dice('joins', key) > 0.8) return;
    await sleepUntil(Date.now() + dice('joins after', key) * (end - Date.now()) * 0.6);
    if (!(await join(world, uid, id, key))) return;
    if (dice('leaves', key) > 0.3) return;
    await sleepUntil(Date.now() + dice('leaves after', key) * (end - Date.now()));
    await call(world, { name: 'leaveChallenge', key, uid, data: { challengeId: id } });
  }
}

/** Joins, now and then twice at once. @returns whether they are in */
async function join(world: World, uid: string, id: string, key: string): Promise<boolean> {
  const copies = world.dice('joins twice', key) < 0.2 ? ['a', 'b'] : ['a'];
  const data = { challengeId: id };
  const joined = await Promise.all(
    copies.map(async (copy) => {
      try {
        await call(world, { name: 'joinChallenge', key: `${key} ${copy}`, uid, data });
        return true;
      } catch (error) {
        if (!(error instanceof Refused)) throw error; // over, full, not there yet, or nobody knows them
        return false;
      }
    }),
  );
  const isIn = joined.includes(true);
  if (isIn && !world.history.parts.has(`${uid} ${id}`)) {
    world.history.wrong.push(`${uid} was told to be in ${id} and is not`);
  }
  return isIn;
}
