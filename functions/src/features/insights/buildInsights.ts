import { ZodError } from 'zod';
import { type InsightsMessage, queriedTogether } from '../../contracts/messages';
import { insightsPath, readInsights } from '../../documents/insights';
import { storedStreak } from '../../documents/user';
import {
  countUsers,
  planCounted,
  usersAfter,
  type UsersByField,
} from '../../documents/usersOfShards';
import { addDays, type Day } from '../../engine/days';
import { insightDays, passedOverBy, upToDate } from '../../engine/insights/insights';
import {
  LEARNT_DAYS,
  type Lesson,
  lessonOf,
  noLesson,
  withLesson,
} from '../../engine/insights/learning';
import type { Model } from '../../engine/insights/likelihood';
import { firstHourOf, habitCounts, yearThrough } from '../../engine/insights/year';
import { StaleOutagesError } from '../../engine/outages';
import { settle } from '../../engine/settle';
import { inParallel } from '../../platform/concurrency';
import type { StoredDocument } from '../../platform/firestoreRpc';
import { log } from '../../platform/log';
import { build, type BuildDeps, stillTrue, unsealed } from './getInsights';
import { addLesson, learningPath, modelAt, readLearning } from './lessons';

/** Users of the shards who were active on a day or later. */
function activeUsers(shards: readonly number[], since: Day): UsersByField {
  return { shards, field: 'standing.lastActiveDay', op: 'GREATER_THAN_OR_EQUAL', value: since };
}

/** How long counting may take. */
const TIME_LIMIT_MS = 45_000;

/**
 * Whose insights are built: who was active since the week before. Eight days, since a day is not the same one
 * everywhere.
 */
const ACTIVE_DAYS = 8;

/** The day of a run. */
function dayOf(runId: string): Day {
  return runId.slice(0, 10);
}

/**
 * Announces the users who were active lately: one message for each share of the shards that have any. No user
 * is read. Announcing twice is harmless.
 *
 * @param scheduledFor the schedule time, which names the run
 */
export async function scheduleInsights(
  { open, now, announce }: Pick<BuildDeps, 'open' | 'now' | 'announce'>,
  scheduledFor: Date,
): Promise<{ readonly due: number; readonly messages: number }> {
  const runId = scheduledFor.toISOString();
  const store = open(
    { operation: 'scheduleInsights', correlationId: runId },
    now() + TIME_LIMIT_MS,
  );
  const activeSince = addDays(dayOf(runId), -LEARNT_DAYS);
  const { due, shares } = await planCounted((group) =>
    countUsers(store, activeUsers(group, activeSince)),
  );
  const messages = shares.flatMap(queriedTogether);
  await Promise.all(messages.map((shards) => announce({ runId, shards, activeSince, part: 0 })));
  return { due, messages: messages.length };
}

const PAGE_SIZE = 200;
const LANES = 10;

/** What a worker has done. */
export interface Built {
  built: number;
  /** Users who have not been active in the last week: their insights wait until they look. */
  waiting: number;
  /** Users whose documents make no sense. */
  failed: number;
  /** Days that likelihoods have learnt from. */
  learnt: number;
}

/** What all users of a message have in common. */
interface Run {
  readonly runId: string;
  /** Users who were active on this day or later are asked for. */
  readonly activeSince: Day;
  readonly model: Model;
}

/**
 * Builds the insights of the users of some shards who were active in the week before, and learns from them and
 * from those who were active shortly before how likely days are. Doing it twice is harmless; near `deadline`
 * (milliseconds since the epoch, by `deps.now`) the rest is announced. One read, and one with a write for what
 * was learnt, besides those of each user.
 *
 * @throws when the store failed, or StaleOutagesError; the message should come back
 */
export async function buildInsights(
  deps: BuildDeps,
  message: InsightsMessage,
  deadline: number,
  pageSize = PAGE_SIZE,
): Promise<Built> {
  const done: Built = { built: 0, waiting: 0, failed: 0, learnt: 0 };
  const { runId, shards, activeSince } = message;
  const { db, shipped } = deps;
  const learning = readLearning((await db.doc(learningPath).get()).data());
  const run = { runId, activeSince, model: modelAt(learning, Date.parse(runId), shipped) };
  let lesson = noLesson();
  const store = deps.open({ operation: 'buildInsights', correlationId: runId }, deadline);
  const users = activeUsers(shards, activeSince);
  let { after } = message;
  for (;;) {
    const cursor = after && { value: after.day, name: after.name };
    const page = await usersAfter(store, users, { limit: pageSize, after: cursor });
    await inParallel(page, LANES, async (user) => {
      const { outcome, taught } = await buildUser(user, deps, run);
      done[outcome] += 1;
      if (taught) lesson = withLesson(lesson, taught);
    });
    const last = page.at(-1);
    const isLast = page.length < pageSize || !last;
    if (!isLast) after = cursorAt(last);
    if (!isLast && deps.now() < deadline) continue;
    if (!isLast) await deps.announce({ ...message, after, part: message.part + 1 });
    done.learnt = lesson.days;
    const part = `${shards[0] ?? 0}.${message.part}`;
    if (lesson.days > 0) await addLesson(db, shipped, dayOf(runId), part, lesson);
    return done;
  }
}

function cursorAt({ data, name }: StoredDocument): InsightsMessage['after'] {
  const { lastActiveDay } = data['standing'] as { lastActiveDay: string };
  return { day: lastActiveDay, name };
}

/** What has become of a user, and what the user's days have taught. */
interface BuiltUser {
  readonly outcome: 'built' | 'waiting' | 'failed';
  readonly taught?: Lesson;
}

async function buildUser(user: StoredDocument, deps: BuildDeps, run: Run): Promise<BuiltUser> {
  const { db, program, outages, ledgerOf } = deps;
  const { runId, activeSince, model } = run;
  const now = deps.now();
  try {
    const streak = storedStreak(user.data);
    if (!streak) return { outcome: 'failed' };
    const settled = settle(streak, now, program, outages);
    const { from, through } = insightDays(settled);
    const isDue = (settled.tally.lastActiveDay ?? '') >= addDays(dayOf(runId), -ACTIVE_DAYS);
    const stored = isDue ? undefined : (await db.doc(insightsPath(user.id)).get()).data();
    const before = stillTrue(readInsights(stored), settled);
    const ledger = await ledgerOf(user.id, before ? unsealed(before, settled) : from, through);
    const { year } = before ?? (await build(deps, user.id, user.data, settled, ledger, now));
    const days = upToDate(ledger, settled);
    const passedOver = passedOverBy(settled, program.dayStartHour);
    const current = yearThrough(year, days, through, passedOver);
    const past = {
      from: current.from,
      counts: habitCounts(current),
      firstHour: (day: Day) => firstHourOf(days.get(day), program.dayStartHour),
    };
    const taught = lessonOf(past, dayOf(runId), activeSince, model);
    return { outcome: before ? 'waiting' : 'built', taught };
  } catch (error) {
    if (error instanceof StaleOutagesError || !(error instanceof ZodError)) throw error;
    const context = { operation: 'buildInsights', correlationId: runId, userId: user.id };
    log.error('insights_not_built', context, error);
    return { outcome: 'failed' };
  }
}
