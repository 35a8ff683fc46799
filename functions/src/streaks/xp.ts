import type { Program } from '../shared/programSchema';

/** XP without and with the weekly bonus. The fold says which of them counts. */
export interface Xp {
  readonly plain: number;
  readonly boosted: number;
}

const none: Xp = { plain: 0, boosted: 0 };

/** What was done of each type that has a cap, whether it counts or not. */
export type CappedSums = Readonly<Record<string, Xp>>;

/** XP of one activity, caps aside; with the weekly bonus it is rounded down, quantity included. */
export function activityXp(
  { type, quantity }: { readonly type: string; readonly quantity: number },
  program: Program,
): Xp {
  const plain = (program.activities[type]?.xp ?? 0) * quantity;
  return { plain, boosted: Math.floor(plain * program.weeklyBonus.factor) };
}

/** The most XP that a type can bring on one day; undefined where it has no cap. */
function mostXp(type: string, program: Program): Xp | undefined {
  const quantity = program.activities[type]?.maxPerDay;
  return quantity === undefined ? undefined : activityXp({ type, quantity }, program);
}

/**
 * What one more activity adds to a day: XP that counts, and the sums of capped types. The increments
 * of a day come to the smaller of sum and cap, plain and boosted apart, in whatever order.
 */
export function withXp(
  sums: CappedSums | undefined,
  activity: { readonly type: string; readonly quantity: number },
  program: Program,
): { readonly counts: Xp; readonly capped: CappedSums | undefined } {
  const xp = activityXp(activity, program);
  const most = mostXp(activity.type, program);
  if (!most) return { counts: xp, capped: sums };
  const before = sums?.[activity.type] ?? none;
  const after = { plain: before.plain + xp.plain, boosted: before.boosted + xp.boosted };
  const counted = (sum: keyof Xp) =>
    Math.min(after[sum], most[sum]) - Math.min(before[sum], most[sum]);
  return {
    counts: { plain: counted('plain'), boosted: counted('boosted') },
    capped: { ...sums, [activity.type]: after },
  };
}

/** A type of which more was done on a day than counts. */
export interface OverCap {
  readonly type: string;
  /** XP of all that was done, and what of it counts. */
  readonly xp: number;
  readonly counted: number;
}

/** The types that went over their cap on a day. @param sum which XP counts on it */
export function overCaps(sums: CappedSums | undefined, sum: keyof Xp, program: Program): OverCap[] {
  return Object.entries(sums ?? {}).flatMap(([type, { [sum]: xp }]) => {
    const counted = Math.min(xp, mostXp(type, program)?.[sum] ?? xp);
    return counted < xp ? [{ type, xp, counted }] : [];
  });
}
