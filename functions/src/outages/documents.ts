import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Write } from '../platform/write';
import { noOutages } from './outage';
import { type OutageBook, type StoredOutage, outageDocument, outageListDocument } from './stored';

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
  return data === undefined ? { ...noOutages, sweeps: [] } : outageListDocument.parse(data);
}

/** An outage as stored, or undefined where there is none. @throws ZodError if malformed */
export function readOutage(data: DocumentData | undefined): StoredOutage | undefined {
  return data === undefined ? undefined : outageDocument.parse(data);
}

/** Replaces the list. */
export function outageBookWrite({ version, outages, sweeps }: OutageBook): Write {
  const book = { version, outages: [...outages], sweeps: [...sweeps] };
  return { path: outageListPath, data: z.encode(outageListDocument, book) };
}

/** Replaces an outage's own document. */
export function outageWrite(id: string, outage: StoredOutage): Write {
  return { path: outagePath(id), data: z.encode(outageDocument, outage) };
}
