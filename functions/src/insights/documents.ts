import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import { type StoredInsights, insightsDocument } from './stored';

/** Path of what is stored of a user's insights. */
export function insightsPath(uid: string): string {
  return `insights/${uid}`;
}

/** Stored insights; undefined where there are none, or of a shape that was left behind. */
export function readInsights(data: DocumentData | undefined): StoredInsights | undefined {
  return insightsDocument.safeParse(data).data;
}

/** The document that insights are stored as. */
export function insightsData(insights: StoredInsights): DocumentData {
  return z.encode(insightsDocument, insights);
}
