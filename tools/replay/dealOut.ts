import type { LogRow } from './logRow';

/** Up to so many shares of a log, each with all the rows of its users, the users spread evenly. */
export function dealOut(rows: readonly LogRow[], count: number): LogRow[][] {
  const shares = Array.from({ length: count }, (): LogRow[] => []);
  const shareOf = new Map<string, number>();
  for (const row of rows) {
    const share = shareOf.get(row.user) ?? shareOf.size % count;
    shareOf.set(row.user, share);
    shares[share]?.push(row);
  }
  return shares.filter((share) => share.length > 0);
}
