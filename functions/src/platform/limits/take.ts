/** How many calls are taken: `burst` at once, and `perHour` in the long run. */
export interface Limit {
  readonly burst: number;
  readonly perHour: number;
}

/** Whether a call is taken. Instants are milliseconds since the epoch, or of any one clock. */
export type Taken =
  /** Yes; `paidAt` is what to remember. */
  | { readonly ok: true; readonly paidAt: number }
  /** No; it would be after so many milliseconds. */
  | { readonly ok: false; readonly retryAfterMs: number };

/**
 * Counts a call by the generic cell rate algorithm, a leaky bucket whose whole state is one instant:
 * when all calls so far would be paid for at the lasting rate. Nothing has to be reset, and a caller
 * who has been away long enough has no state at all.
 *
 * @param paidAt as of the last call, or undefined
 */
export function take(paidAt: number | undefined, now: number, { burst, perHour }: Limit): Taken {
  const price = 3_600_000 / perHour;
  const credit = burst * price;
  // Further ahead than calls can pay, even with clocks that differ: the clock has gone back.
  const isFromTheFuture = paidAt !== undefined && paidAt > now + 2 * credit;
  const next = Math.max(isFromTheFuture ? now : (paidAt ?? now), now) + price;
  const wait = next - credit - now;
  return wait > 0 ? { ok: false, retryAfterMs: Math.ceil(wait) } : { ok: true, paidAt: next };
}
