import { type Dice, between } from '../dice';
import { call } from '../device';
import { sleepUntil } from '../virtualTime';
import type { Action, World } from '../world';

const HOUR_MS = 3_600_000;

/** Whether there are outages in a seed's world. */
export const hasOutages = (dice: Dice): boolean => dice('has outages') < 0.4;

/** Administrators declare outages, mostly after them, and revoke some. */
export const outages: Action = async (world) => {
  const count = hasOutages(world.dice) ? between(1, 3, world.dice('outages')) : 0;
  await Promise.all(Array.from({ length: count }, (_, n) => outage(world, n)));
};

async function outage(world: World, n: number): Promise<void> {
  const { dice, start, end, history } = world;
  const from = start + dice('outage from', n) * (end - start) * 0.9;
  const to = from + HOUR_MS * between(1, 40, dice('outage length', n));
  await sleepUntil(Math.min(end, from + dice('declared after', n) * 72 * HOUR_MS));
  const admin = { uid: 'admin', isAdmin: true };
  const text = (instant: number) => new Date(Math.floor(instant)).toISOString();
  const data = { from: text(from), to: text(to), reason: 'It was down.' };
  const answer = await call(world, { ...admin, name: 'declareOutage', key: `declare${n}`, data });
  const { id } = answer as { id: string };
  const declared = { from: Math.floor(from), to: Math.floor(to), isInForce: true };
  history.outages.set(id, declared);
  if (dice('revoked', n) > 0.4) return;
  await sleepUntil(Math.min(end, Date.now() + dice('revoked after', n) * 48 * HOUR_MS));
  const key = `revoke${n}`;
  await call(world, { ...admin, name: 'revokeOutage', key, data: { id } });
  declared.isInForce = false;
}
