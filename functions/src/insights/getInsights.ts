import type { DocumentData } from 'firebase-admin/firestore';
import { keepRemindHour } from '../notifications/reminders/keepRemindHour';
import type { Caller } from '../platform/caller';
import { addDays, laterDay } from '../shared/day';
import { readStreak } from '../streaks/documents';
import { knownStreak } from '../streaks/moveTo';
import { type Settled, settle } from '../streaks/settle';
import { userPath } from '../streaks/userPath';
import type { GetInsightsResponse } from './contract';
import type { InsightsDeps } from './deps';
import { insightsData, insightsPath, readInsights } from './documents';
import { insightDays, insightsOf, upToDate } from './insightsOf';
import { outlookOf } from './outlook';
import type { StoredInsights } from './stored';
import { countsThrough } from './year';

/** Insights that are older are built anew. */
const WEEK_MS = 7 * 86_400_000;

/** A day that is as long past is changed by nothing but a repair or an outage. */
const SEALED_DAYS = 5;

/**
 * The caller's insights. Two reads, and those of the months since they were built: 2 or 3; when they are
 * missing or older than a week, up to 14 months and one write.
 *
 * @throws FirestreakError `time-zone-unset`
 */
export async function getInsights(
  deps: InsightsDeps,
  { uid }: Caller,
): Promise<GetInsightsResponse> {
  const { db, program, outages, ledgerOf, model } = deps;
  const now = deps.now();
  const [user, stored] = await db.getAll(db.doc(userPath(uid)), db.doc(insightsPath(uid)));
  const settled = settle(knownStreak(readStreak(user?.data())), now, program, outages);
  const { from, through } = insightDays(settled);
  const known = readInsights(stored?.data());
  const isFresh = known !== undefined && now - known.builtAt < WEEK_MS;
  const ledger = await ledgerOf(uid, isFresh ? unsealed(known, settled) : from, through);
  const insights = isFresh ? known : await build(deps, uid, user?.data(), settled, ledger, now);
  const lately = upToDate(ledger, settled);
  const { year, summary } = insights;
  return {
    builtAt: new Date(insights.builtAt).toISOString(),
    likelihood: outlookOf(settled, year, lately, now, program, model),
    ...summary,
    weekdayRates: [...summary.weekdayRates],
    longestRuns: [...summary.longestRuns],
    heatmap: { from: year.from, counts: countsThrough(year, lately, settled.today) },
  };
}

/**
 * Builds a user's insights, and stores them. One write, and another where that changes the hour at which
 * the user is reminded.
 *
 * @param user the user document
 */
export async function build(
  { db, program }: InsightsDeps,
  uid: string,
  user: DocumentData | undefined,
  settled: Settled,
  ledger: Parameters<typeof insightsOf>[1],
  now: number,
): Promise<StoredInsights> {
  const insights = insightsOf(settled, ledger, now, program);
  await db.doc(insightsPath(uid)).set(insightsData(insights));
  await keepRemindHour({ db, program }, uid, user, insights.year.firstHours);
  return insights;
}

/** The first day that may have changed since insights were built. */
function unsealed({ year }: StoredInsights, settled: Settled): string {
  const end = addDays(year.from, year.counts.length - SEALED_DAYS);
  return laterDay(end, insightDays(settled).from);
}
