import { z } from 'zod';
import { type Day, DAY_MS, HOUR_MS } from '../../engine/days';
import type { DirectStore } from '../../platform/bulkStore';
import type { StoredDocument, StructuredQuery } from '../../platform/firestoreRpc';
import { toValue } from '../../platform/values';
import { instant } from '../../platform/write';

/** A day has ended everywhere on earth so long after it began in UTC: UTC-12, and days end at 04:00. */
const LONGEST_DAY_MS = 40 * HOUR_MS;

/** The stored traces of when a user last did something. Instants in milliseconds since the epoch. */
export interface SignsOfLife {
  /** Of calls that change nothing of the streak; at most a day older than the latest of them. */
  readonly seenAt?: number;
  readonly standing: { readonly lastActiveDay: Day | null };
  readonly streak?: {
    /** When something of it was changed last: by an activity, a plan, a challenge, or a judged day. */
    readonly settledAt: number;
    readonly plan?: { readonly pauses: readonly { readonly to: Day }[] };
  };
}

/** Who counts as silent: anyone without a sign of life since an instant. */
export interface Silence {
  /** The last sign came before this instant, in milliseconds since the epoch. */
  readonly since: number;
  /** A user whose last active day is later cannot be silent; the query uses this. */
  readonly lastActiveDay: Day;
}

/** Silence of some days at `now`, in milliseconds since the epoch. */
export function silenceOf(days: number, now: number): Silence {
  const since = now - days * DAY_MS;
  return { since, lastActiveDay: dayOf(since - LONGEST_DAY_MS) };
}

/** Whether a user's last sign of life came before an instant. A pause lasts as long as it was announced. */
export function isSilent({ seenAt, standing, streak }: SignsOfLife, since: number): boolean {
  const days = [standing.lastActiveDay, ...(streak?.plan?.pauses ?? []).map(({ to }) => to)];
  const signs = [
    ...days.map((day) => (day === null ? -Infinity : Date.parse(day) + LONGEST_DAY_MS)),
    streak?.settledAt ?? -Infinity,
    seenAt === undefined ? -Infinity : seenAt + DAY_MS,
  ];
  return Math.max(...signs) < since;
}

function dayOf(instant: number): Day {
  return new Date(instant).toISOString().slice(0, 10);
}

/** `users/{uid}`, as far as it says when somebody last did something. */
export const signsOfLife = z.object({
  seenAt: z.exactOptional(instant),
  standing: z.object({ lastActiveDay: z.string().nullable() }),
  streak: z.exactOptional(
    z.object({
      settledAt: instant,
      plan: z.exactOptional(z.object({ pauses: z.array(z.object({ to: z.string() })) })),
    }),
  ),
}) satisfies z.ZodType<SignsOfLife>;

/** Fields of a user document that hold them. */
const signFields = ['seenAt', 'standing.lastActiveDay', 'streak.settledAt', 'streak.plan'] as const;

const LAST_ACTIVE_DAY = 'standing.lastActiveDay';

/** Users who have not been active since a day, those who never were among them. */
export interface Quiet {
  readonly shards: readonly number[];
  readonly lastActiveDay: Day;
}

/** Where a page begins: after this user. */
export interface After {
  readonly day: Day | null;
  /** The document's whole name. */
  readonly name: string;
}

/** It ends at a place in the order, and not by a filter, which would leave out those without a day. */
function queryOf({ shards, lastActiveDay }: Quiet): StructuredQuery {
  const value = toValue(shards);
  return {
    from: [{ collectionId: 'users' }],
    where: { fieldFilter: { field: { fieldPath: 'shard' }, op: 'IN', value } },
    orderBy: [{ field: { fieldPath: LAST_ACTIVE_DAY } }, { field: { fieldPath: '__name__' } }],
    endAt: { values: [toValue(lastActiveDay)], before: false },
  };
}

/** How many there are. No user is read. */
export function countQuiet(store: DirectStore, quiet: Quiet): Promise<number> {
  return store.count(queryOf(quiet));
}

/** The next of them, whoever was never active first; at most `limit`, each read once. */
export function quietAfter(
  store: DirectStore,
  quiet: Quiet,
  limit: number,
  after: After | undefined,
): Promise<StoredDocument[]> {
  return store.query({
    ...queryOf(quiet),
    select: { fields: signFields.map((fieldPath) => ({ fieldPath })) },
    limit: { value: limit },
    ...(after && {
      startAt: {
        values: [toValue(after.day), { referenceValue: after.name }],
        before: false,
      },
    }),
  });
}

/** The place of a user in the order. */
export function placeOf({ data, name }: StoredDocument): After {
  const { lastActiveDay } = data['standing'] as { lastActiveDay: Day | null };
  return { day: lastActiveDay, name };
}
