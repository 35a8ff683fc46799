import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Insights } from '../engine/insights/insights';
import type { Year } from '../engine/insights/year';
import { instant } from '../platform/write';
import { known, shapes } from '../contracts/shapes';

const count = z.int().min(0);
const days = z.array(z.string()).readonly();
/** Documents from before there was such a list are built again. */
const laterDays = days.default([]);
const hours = z.array(count).readonly();

const year = z.object({
  from: z.string(),
  counts: z.array(count.nullable()).readonly(),
  daysOff: days,
  frozen: laterDays,
  broken: laterDays,
  byHour: hours,
  firstHours: hours,
}) satisfies z.ZodType<Year>;

/** No user's: documents from before it was written are built again. */
const NEVER = -1;

/** `insights/{uid}`. */
const insightsDocument = z.object({
  builtAt: instant,
  reopened: z.int().default(NEVER),
  year,
}) satisfies z.ZodType<Insights>;

/** Path of what is stored of a user's insights. */
export function insightsPath(uid: string): string {
  return `insights/${uid}`;
}

/** Stored insights; undefined where there are none, or of a shape that was left behind. */
export function readInsights(data: DocumentData | undefined): Insights | undefined {
  return insightsDocument.safeParse(known('insights', data)).data;
}

/** The document that insights are stored as. */
export function insightsData(insights: Insights): DocumentData {
  return { ...z.encode(insightsDocument, insights), v: shapes.insights };
}
