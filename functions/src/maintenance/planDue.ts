import type { DirectStore } from '../platform/directStore';
import { type Due, countDue } from './dueUsers';
import { allShards, planShards, queriedTogether } from './planShards';

/** How many users are due, and how their shards are shared out among workers. */
export interface DuePlan {
  readonly due: number;
  readonly shares: readonly number[][];
}

/** Counts the users who are due at `cutoff` (milliseconds since the epoch). No user is read. */
export function planDue(store: DirectStore, field: Due, cutoff: number): Promise<DuePlan> {
  return planCounted((group) => countDue(store, field, group, cutoff));
}

/** Shares the shards out by how many of their users there is work for. */
export async function planCounted(
  countIn: (group: readonly number[]) => Promise<number>,
): Promise<DuePlan> {
  const counted = await Promise.all(
    queriedTogether(allShards).map(async (group) => ({ group, due: await countIn(group) })),
  );
  const due = counted.reduce((sum, { due }) => sum + due, 0);
  const shards = counted.flatMap(({ group, due }) => (due > 0 ? group : []));
  return { due, shares: planShards(shards, due) };
}
