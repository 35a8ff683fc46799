import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import { noOutages, type OutageList } from '../engine/outages';
import { instant, knownFieldsWrite, type Write } from '../platform/write';
import { known } from '../contracts/shapes';

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
const outageListDocument = z.object({
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

/** A sweep, as the list holds it. */
export type Sweep = Readonly<z.output<typeof sweep>>;

/** An outage, as its own document holds it. */
export type StoredOutage = Readonly<z.output<typeof outageDocument>>;

/** The list with the sweeps that are still to be announced. */
export interface OutageBook extends OutageList {
  readonly sweeps: readonly Sweep[];
}

/** Path of the one document that lists the outages in force. */
export const outageListPath = 'settings/outages';

/** The id of the outage with this window, in milliseconds since the epoch. */
export function outageId(from: number, to: number): string {
  return `${new Date(from).toISOString()}_${new Date(to).toISOString()}`;
}

/** Whether a text can be an outage's id. */
export function isOutageId(text: string): boolean {
  return /^[\dT:.-]{23}Z_[\dT:.-]{23}Z$/.test(text);
}

/** Path of an outage's own document. */
export function outagePath(id: string): string {
  return `outages/${id}`;
}

/** The list as stored; empty where none was declared yet. @throws ZodError if malformed */
export function readOutageBook(data: DocumentData | undefined): OutageBook {
  if (data === undefined) return { ...noOutages, sweeps: [] };
  return outageListDocument.parse(known('settings', data));
}

/** An outage as stored, or undefined where there is none. @throws ZodError if malformed */
export function readOutage(data: DocumentData | undefined): StoredOutage | undefined {
  return data === undefined ? undefined : outageDocument.parse(known('outages', data));
}

/** Replaces the list. */
export function outageBookWrite({ version, outages, sweeps }: OutageBook): Write {
  const book = { version, outages: [...outages], sweeps: [...sweeps] };
  return knownFieldsWrite(outageListPath, z.encode(outageListDocument, book));
}

/** Replaces an outage's own document. */
export function outageWrite(id: string, outage: StoredOutage): Write {
  return knownFieldsWrite(outagePath(id), z.encode(outageDocument, outage));
}
