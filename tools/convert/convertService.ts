import { createHash } from 'node:crypto';
import type { Firestore, Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { noOutages } from '../../functions/src/engine/outages';
import type { Program } from '../../functions/src/engine/program';
import { Buckets } from '../import/buckets';
import { mergedUser } from '../import/mergedUser';
import { parseRecord } from '../replay/logRow';
import type { ReadRow } from '../replay/readLog';
import { activityOf, rowsOf } from './activityOf';
import { type OldStats, oldActivity, oldEvent, oldStats } from './oldDocuments';
import type { People } from './people';

/** What a user is shown of a streak. */
export interface Shown {
  readonly current: number;
  readonly longest: number;
  readonly xp: number;
  readonly freezes: number;
}

/** A user who is shown something else from now on. */
export interface Difference {
  readonly user: string;
  readonly before: Shown;
  readonly after: Shown;
}

/** What a conversion came to. */
export interface ConversionReport {
  /** Activities of the old service, and rows of the log that they became. */
  activities: number;
  rows: number;
  /** Activities that are not in the log, by reason. */
  notCarried: Partial<Record<'earned nothing' | 'malformed', number>>;
  /** Activities of types that the default program knows nothing of, by type; not in the log either. */
  unknownTypes: Record<string, number>;
  /** XP that the old service gave, and XP that the log is worth. */
  xp: { before: number; after: number };
  /** XP that was given twice in a boss week; it is not given again. */
  doubleXp: number;
  /** Users of the log, and those among them who are shown the same as before. */
  users: number;
  same: number;
  differences: Difference[];
  /** Users with statistics but no activity that could be carried over. */
  withoutActivity: string[];
  /** What was told of streaks, by kind; it follows from the activities and is not copied. */
  events: Record<string, number>;
  /** Days on which a freeze was used, and runs that ended, in the converted history. */
  judged: { frozenDays: number; broken: number };
}

/** What a conversion needs from outside. */
export interface ConversionDeps {
  /** Where the old service's collections are. */
  readonly db: Firestore;
  readonly program: Program;
  readonly people: People;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Takes a row of the log as an object that has the log's columns. */
  readonly write: (row: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly onProgress: (activities: number) => void;
}

/**
 * Reads the collections of the replaced service and writes an activity log that `npm run import` takes;
 * then judges that log and compares it with what the old service showed each user.
 */
export async function convertService(deps: ConversionDeps): Promise<ConversionReport> {
  const report: ConversionReport = {
    ...{ activities: 0, rows: 0, notCarried: {}, unknownTypes: {}, xp: { before: 0, after: 0 } },
    ...{ doubleXp: 0, users: 0, same: 0, differences: [], withoutActivity: [], events: {} },
    judged: { frozenDays: 0, broken: 0 },
  };
  const buckets = await Buckets.make<ReadRow>();
  try {
    await carryActivities(buckets, report, deps);
    await buckets.close();
    const stats = await statsOf(report, deps);
    await compare(buckets, stats, report, deps);
    report.withoutActivity.push(...stats.keys());
    await countEvents(report, deps);
    return report;
  } finally {
    await buckets.remove();
  }
}

async function carryActivities(
  buckets: Buckets<ReadRow>,
  report: ConversionReport,
  { db, program, people, write, onProgress }: ConversionDeps,
): Promise<void> {
  for await (const { id, data } of documentsOf(db.collection('user_activities'))) {
    report.activities += 1;
    onProgress(report.activities);
    const parsed = oldActivity.safeParse(data);
    if (!parsed.success) {
      count(report.notCarried, 'malformed');
      continue;
    }
    report.xp.before += parsed.data.xp_awarded;
    const worth = activityOf(parsed.data);
    if (worth === 'unknown type') {
      count(report.unknownTypes, parsed.data.activity_type);
      continue;
    }
    if (worth === 'earned nothing') {
      count(report.notCarried, worth);
      continue;
    }
    const { uid, timeZone } = people(parsed.data.user_id);
    const occurredAt = new Date(parsed.data.timestamp).toISOString();
    for (const row of rowsOf(logId(id), worth, program.maxQuantity)) {
      const record = { user: uid, timeZone, occurredAt, ...row };
      const read = parseRecord(record, report.rows, program);
      if (typeof read === 'string') {
        count(report.notCarried, 'malformed');
        continue;
      }
      report.rows += 1;
      await buckets.add({ ...read, line: report.rows, isNumbered: false });
      await write(record);
    }
  }
}

/** An activity's id in the log: its own, or a digest of one that has other characters or is long. */
function logId(id: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}$/.test(id)
    ? id
    : createHash('sha256').update(id).digest('hex');
}

async function statsOf(
  report: ConversionReport,
  { db, people }: ConversionDeps,
): Promise<Map<string, OldStats>> {
  const stats = new Map<string, OldStats>();
  for await (const { id, data } of documentsOf(db.collection('user_stats'))) {
    const { data: found } = oldStats.safeParse(data);
    if (!found) continue;
    report.doubleXp += found.week7_quest.double_xp_earned;
    stats.set(people(id).uid, found);
  }
  return stats;
}

/** Judges each user's rows. Takes users out of `stats` as they are found in the log. */
async function compare(
  buckets: Buckets<ReadRow>,
  stats: Map<string, OldStats>,
  report: ConversionReport,
  { program, now }: ConversionDeps,
): Promise<void> {
  for await (const { uid, rows } of buckets.users()) {
    const rules = { program, outages: noOutages, now, source: 'conversion' };
    const { after: standing } = mergedUser(uid, rows, rules);
    if (!standing) continue;
    const { current, longest, xp, freezes } = standing;
    report.users += 1;
    report.xp.after += xp;
    report.judged.frozenDays += standing.frozenDays;
    report.judged.broken += standing.brokenRuns;
    const before = shownBy(stats.get(uid));
    const after = { current, longest, xp, freezes };
    stats.delete(uid);
    const isSame = Object.entries(before).every(
      ([name, value]) => value === after[name as keyof Shown],
    );
    if (isSame) report.same += 1;
    else report.differences.push({ user: uid, before, after });
  }
}

function shownBy(stats: OldStats | undefined): Shown {
  const {
    current_count: current,
    longest_streak: longest,
    freezes_available: freezes,
  } = stats?.streak ?? { current_count: 0, longest_streak: 0, freezes_available: 0 };
  return { current, longest, xp: stats?.total_xp ?? 0, freezes };
}

async function countEvents(report: ConversionReport, { db }: ConversionDeps): Promise<void> {
  for await (const { path, data } of documentsOf(db.collectionGroup('events'))) {
    if (path.startsWith('streak_history/')) {
      count(report.events, oldEvent.parse(data).event_type);
    }
  }
}

async function* documentsOf(query: Query) {
  for await (const chunk of query.stream()) {
    const snapshot = chunk as unknown as QueryDocumentSnapshot;
    yield { id: snapshot.id, path: snapshot.ref.path, data: snapshot.data() };
  }
}

function count(counts: Partial<Record<string, number>>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
