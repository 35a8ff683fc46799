import { z } from 'zod';
import { instant } from '../platform/instant';
import type { OutageList } from './outage';

/** How outages are stored. */

const day = z.string();

const outage = z.object({ id: z.string(), from: instant, to: instant, reason: z.string() });

/** Users to go through because outages have changed, and when to do so. */
const sweep = z.object({
  /** Days on which a verdict may have to change. */
  first: day,
  last: day,
  /** Not before this instant. */
  at: instant,
  correlationId: z.string(),
});

/** `settings/outages`: all that functions read of outages, in one document. */
export const outageListDocument = z.object({
  version: z.int().min(0),
  outages: z.array(outage),
  sweeps: z.array(sweep),
});

/** `outages/{id}`: what was declared and when. By whom stands in `operatorActions`. */
export const outageDocument = z.object({
  from: instant,
  to: instant,
  reason: z.string(),
  declaredAt: instant,
  revokedAt: instant.nullable(),
});

export type Sweep = Readonly<z.output<typeof sweep>>;
export type StoredOutage = Readonly<z.output<typeof outageDocument>>;

/** The list with the sweeps that are still to be announced. */
export interface OutageBook extends OutageList {
  readonly sweeps: readonly Sweep[];
}
