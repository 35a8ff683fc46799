import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { type CalendarCache, KEPT_FOR_MS, supersedes } from './calendarCache';
import { calendarDocument } from './stored';

/**
 * Keeps months in Firestore: one read a month, and a read and a write for each that is kept. Its TTL
 * policy removes documents a while after they expire, so that is checked too.
 *
 * @param now milliseconds since the epoch
 */
export function firestoreCache(db: Firestore, now: () => number): CalendarCache {
  const documentOf = (key: string) => db.doc(`calendars/${key}`);
  return {
    async load(keys) {
      if (keys.length === 0) return [];
      const found = await db.getAll(...keys.map(documentOf));
      return found.map((document) => {
        const kept = calendarDocument.safeParse(document.data()).data;
        return kept?.sealed && kept.expireAt > now() ? kept.sealed : undefined;
      });
    },
    async keep(key, entry) {
      await db.runTransaction(async (transaction) => {
        const kept = calendarDocument.safeParse((await transaction.get(documentOf(key))).data());
        if (!supersedes(entry, kept.data?.asOf)) return;
        const document = { ...entry, expireAt: now() + KEPT_FOR_MS };
        transaction.set(documentOf(key), z.encode(calendarDocument, document));
      });
    },
  };
}
