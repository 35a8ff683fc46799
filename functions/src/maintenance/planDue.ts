import type { DirectStore } from '../platform/directStore';
import { type Due, countDue } from './dueUsers';
import { countedGroups, planShards } from './planShards';

/** How many users are due, and how their shards are shared out among workers. */
export interface DuePlan {
  readonly due: number;
  readonly shares: readonly (readonly number[])[];
}

/** Counts the users who are due at `cutoff` (milliseconds since the epoch). No user is read. */
export function planDue(store: DirectStore, field: Due, cutoff: number): Promise<DuePlan> {
  return planCounted((group) => countDue(store, field, group, cutoff));
}

/** Shares the shards out by how many users of each group there is work for. */
export async function planCounted(
  countIn: (group: readonly number[]) => Promise<number>,
): Promise<DuePlan> {
  const planned = await Promise.all(
    countedGroups.map(async (group) => {
      const due = await countIn(group);
      return { due, shares: planShards(group, due) };
    }),
  );
  return {
    due: planned.reduce((sum, group) => sum + group.due, 0),
    shares: planned.flatMap((group) => group.shares),
  };
}
