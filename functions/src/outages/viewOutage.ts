import type { OutageView } from './contract';
import type { StoredOutage } from './stored';

const isoInstant = (milliseconds: number) => new Date(milliseconds).toISOString();

/** An outage as administrators see it. */
export function viewOutage(id: string, outage: StoredOutage): OutageView {
  const { from, to, reason, declaredAt, revokedAt } = outage;
  return {
    id,
    from: isoInstant(from),
    to: isoInstant(to),
    reason,
    declaredAt: isoInstant(declaredAt),
    revokedAt: revokedAt === null ? null : isoInstant(revokedAt),
  };
}
