import type { DocumentData } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import type { GetInsightsResponse } from '../../contracts/insights';
import type { InsightsMessage } from '../../contracts/messages';
import { insightsData, insightsPath, readInsights } from '../../documents/insights';
import type { StreakDeps } from '../../documents/load';
import { readStreak } from '../../documents/user';
import { addDays, type Day, DAY_MS, laterDay } from '../../engine/days';
import {
  beginsEarlyEnough,
  insightDays,
  type Insights,
  insightsOf,
  passedOverBy,
  summaryOf,
  upToDate,
} from '../../engine/insights/insights';
import type { Model } from '../../engine/insights/likelihood';
import { outlookOf } from '../../engine/insights/outlook';
import { yearThrough } from '../../engine/insights/year';
import type { LedgerDay } from '../../engine/ledger';
import { settle, type Settled } from '../../engine/settle';
import { knownStreak } from '../../engine/streakState';
import type { OpenStore } from '../../platform/bulkStore';
import type { Caller } from '../../platform/request';
import { keepRemindHour } from '../notifications/remindHour';
import { learningPath, modelAt, readLearning } from './lessons';

/** What insights need from outside. */
export interface InsightsDeps extends StreakDeps {
  /** The model until days of the app's own users have taught a better one. */
  readonly shipped: Model;
  /** The ledger days of the months that hold `from` to `to`. */
  readonly ledgerOf: (uid: string, from: Day, to: Day) => Promise<Map<Day, LedgerDay>>;
}

/** What building everyone's needs besides. */
export interface BuildDeps extends InsightsDeps {
  readonly open: OpenStore;
  readonly announce: (message: InsightsMessage) => Promise<void>;
}

/** Insights that are older are built anew: their hours are not kept up to date otherwise. */
const FRESH_MS = DAY_MS;

/** A day that is as long past changes only by being opened again. */
const SEALED_DAYS = 5;

/**
 * The caller's insights. Three reads, and those of the last months: 1 or 2; when they are missing, older than
 * a day, or built before sealed days were judged again, up to 14 months and one write.
 *
 * @throws FirestreakError `time-zone-unset`
 */
export async function getInsights(
  deps: InsightsDeps,
  { uid }: Caller,
): Promise<GetInsightsResponse> {
  const { db, program, outages, ledgerOf, shipped } = deps;
  const now = deps.now();
  const [user, stored, learning] = await db.getAll(
    ...[userPath(uid), insightsPath(uid), learningPath].map((path) => db.doc(path)),
  );
  const settled = settle(knownStreak(readStreak(user?.data())), now, program, outages);
  const { from, through } = insightDays(settled);
  const known = stillTrue(readInsights(stored?.data()), settled);
  const fresh = known && now - known.builtAt < FRESH_MS ? known : undefined;
  const ledger = await ledgerOf(uid, fresh ? unsealed(fresh, settled) : from, through);
  const { builtAt, year } = fresh ?? (await build(deps, uid, user?.data(), settled, ledger, now));
  const passedOver = passedOverBy(settled, program.dayStartHour);
  const { today, tally } = settled;
  const last = laterDay(today, tally.lastActiveDay ?? today);
  const current = yearThrough(year, upToDate(ledger, settled), last, passedOver);
  const model = modelAt(readLearning(learning?.data()), now, shipped);
  const summary = summaryOf(current, settled);
  return {
    builtAt: new Date(builtAt).toISOString(),
    likelihood: outlookOf(settled, current, now, { program, outages }, model),
    ...summary,
    weekdayRates: [...summary.weekdayRates],
    longestRuns: [...summary.longestRuns],
    heatmap: { from: current.from, counts: [...current.counts] },
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
): Promise<Insights> {
  const insights = insightsOf(settled, ledger, now, program);
  await db.doc(insightsPath(uid)).set(insightsData(insights));
  await keepRemindHour({ db, program }, uid, user, insights.year.firstHours);
  return insights;
}

/** Insights, unless sealed days have been judged again, or earlier ones heard of, since they were built. */
export function stillTrue(insights: Insights | undefined, settled: Settled): Insights | undefined {
  if (insights?.reopened !== settled.state.reopened) return undefined;
  return beginsEarlyEnough(insights, settled) ? insights : undefined;
}

/** The first day that may have changed since insights were built. */
export function unsealed({ year }: Insights, settled: Settled): Day {
  const end = addDays(year.from, year.counts.length - SEALED_DAYS);
  return laterDay(end, insightDays(settled).from);
}
