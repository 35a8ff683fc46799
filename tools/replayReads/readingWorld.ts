import { isDeepStrictEqual } from 'node:util';
import { deleteApp } from 'firebase-admin/app';
import { Timestamp } from 'firebase-admin/firestore';
import type { CalendarDay } from '../../functions/src/calendar/contract';
import type { CalendarDeps, SealedMonths } from '../../functions/src/calendar/deps';
import { firestoreCache } from '../../functions/src/calendar/firestoreCache';
import { getCalendar } from '../../functions/src/calendar/getCalendar';
import { type LedgerChange, invalidateMonth } from '../../functions/src/calendar/invalidateMonth';
import { type OutageList, noOutages } from '../../functions/src/outages/outage';
import { program } from '../../functions/src/program';
import { addDays } from '../../functions/src/shared/day';
import { singleFlight } from '../../functions/src/shared/singleFlight';
import { streakDayAt } from '../../functions/src/shared/streakDay';
import { explainStreak } from '../../functions/src/streaks/explainStreak';
import { resettle } from '../../functions/src/streaks/resettle';
import type { FirestoreServer } from '../../local/firestore';
import type { CommittedChange, DocumentVersion } from '../../local/firestore/options';
import { decodeFields } from '../chaos/decodeFields';
import type { Random } from '../deliveryFaults/random';
import type { LogRow } from '../replay/logRow';
import { Simulation } from '../replay/simulation';
import { startWorldStore } from '../replay/worldStore';
import { type Look, type Occasion, lookAfter, looksBefore, parts } from './readMix';

/** What calls of one occasion came to, as the server counted it. */
export interface Calls {
  calls: number;
  reads: number;
  writes: number;
  /** Of each call, in milliseconds. */
  readonly times: number[];
}

/** What a world has seen. */
export interface Seen {
  readonly calls: Record<Occasion, Calls>;
  refused: number;
  outages: number;
  /** Ledger documents that were written, and cached months that were dropped for it. */
  ledgerWrites: number;
  invalidations: number;
  /** Calendars that were held against the ledger, and those that were not the same. */
  checks: number;
  readonly wrong: string[];
}

/** Chance of an outage to be declared late with an activity, which reopens sealed days. */
const OUTAGE = 0.004;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Sends the rows of some users through the use cases and maintenance, one after the other, with looks
 * at calendars in between, and holds every calendar against `explainStreak`, which knows no cache:
 * before the trigger has dropped cached months, and after it.
 */
export async function readingWorld(
  rows: readonly LogRow[],
  name: string,
  random: Random,
  outageChance = OUTAGE,
): Promise<Seen> {
  const { server, app, db, open } = await startWorldStore(name);
  let now = 0;
  let list: OutageList = noOutages;
  const cache = firestoreCache(db, () => now);
  const flight = singleFlight<SealedMonths>();
  const deps = (): CalendarDeps => ({
    ...{ db, program, now: () => now, outages: list, cache, flight },
  });
  const simulation = new Simulation({ db, program, open, outages: () => list });
  const seen = nothingSeen();
  const changes: LedgerChange[] = [];
  server.onCommit((change) => {
    changes.push(...ledgerChange(change));
  });

  const look = async (uid: string, { occasion, request }: Look, correlationId: string) => {
    const [before, startedAt] = [server.usage, performance.now()];
    const shown = await getCalendar(deps(), { uid, correlationId }, request);
    if (correlationId === 'look') note(seen.calls[occasion], server, before, startedAt);
    seen.checks += 1;
    const days = shown.days.filter(({ day }) => day <= shown.today);
    const explained = await explainedDays(deps(), uid, shown.from, days.at(-1)?.day);
    if (isDeepStrictEqual(days, explained)) return;
    seen.wrong.push(`${uid} at ${new Date(now).toISOString()}: ${JSON.stringify(request)}`);
  };

  /** Does what the trigger does. @returns whether a cached month was dropped */
  const invalidate = async (): Promise<boolean> => {
    const dropped = await Promise.all(
      changes.splice(0).map((change) => {
        seen.ledgerWrites += 1;
        return invalidateMonth({ cache, now: () => now }, change);
      }),
    );
    const count = dropped.filter(Boolean).length;
    seen.invalidations += count;
    return count > 0;
  };

  /** An outage of one to six weeks ago becomes known; what it concerns is shown before and after. */
  const declareOutage = async (users: readonly string[]): Promise<void> => {
    const from = now - (7 + Math.floor(random.next() * 35)) * DAY_MS;
    const outage = { id: String(list.version), from, to: from + 30 * HOUR_MS, reason: 'Full disk' };
    const outages = [...list.outages, outage].sort((a, b) => a.from - b.from);
    list = { version: list.version + 1, outages };
    seen.outages += 1;
    const first = addDays(streakDayAt(from, 'Etc/UTC', 0), -2);
    const months = {
      occasion: 'earlier',
      request: { from: first, to: addDays(first, 45) },
    } as const;
    for (const uid of users) {
      await look(uid, months, 'probe');
      await resettle(deps(), { uid, correlationId: 'outage' }, first);
      await look(uid, months, 'probe');
      await invalidate();
      await look(uid, months, 'probe');
    }
  };

  try {
    const last = new Map<string, number>();
    for (const row of rows) {
      const { user, deliveredAt } = row;
      for (let run = simulation.nextRun(); run <= deliveredAt; run = simulation.nextRun()) {
        await simulation.runMaintenance(run);
      }
      now = deliveredAt;
      await invalidate();
      const isKnown = last.has(user);
      if (isKnown) {
        for (const each of looksBefore(row, last.get(user), random)) await look(user, each, 'look');
      }
      const refusals = simulation.refused.length;
      await simulation.deliver(row);
      if (!isKnown && simulation.refused.length > refusals) continue; // nothing is known of them yet
      last.set(user, deliveredAt);
      await look(user, lookAfter(row), 'look');
      if (await invalidate()) await look(user, lookAfter(row), 'probe');
      if (random.chance(outageChance)) await declareOutage([...last.keys()]);
    }
    seen.refused = simulation.refused.length;
    return seen;
  } finally {
    await deleteApp(app);
    await server.close();
  }
}

function nothingSeen(): Seen {
  const none = (): Calls => ({ calls: 0, reads: 0, writes: 0, times: [] });
  const calls = { opening: none(), activity: none(), earlier: none(), year: none() };
  const counts = { refused: 0, outages: 0, ledgerWrites: 0, invalidations: 0, checks: 0 };
  return { calls, ...counts, wrong: [] };
}

function note(
  calls: Calls,
  { usage }: FirestoreServer,
  before: FirestoreServer['usage'],
  startedAt: number,
): void {
  calls.calls += 1;
  calls.reads += usage.reads - before.reads;
  calls.writes += usage.writes - before.writes;
  calls.times.push(performance.now() - startedAt);
}

/** The days as `explainStreak` has them from the ledger, in the form of a calendar. */
async function explainedDays(
  deps: CalendarDeps,
  uid: string,
  from: string,
  to: string | undefined,
): Promise<CalendarDay[]> {
  if (to === undefined) return [];
  const days: CalendarDay[] = [];
  for (const part of parts(from, to)) {
    const explained = await explainStreak(deps, { uid, correlationId: 'check' }, part);
    for (const { day, verdict, keptReason, activities, xp, rewards, current } of explained.days) {
      const gained = rewards.reduce((sum, reward) => sum + reward.xp, xp);
      const shown = keptReason === 'recovered' && verdict === 'kept' ? 'recovered' : verdict;
      days.push({ day, verdict: shown, keptReason, activities, xp: gained, current });
    }
  }
  return days;
}

function ledgerChange(change: CommittedChange): LedgerChange[] {
  const [, uid, collection, month] = change.path.split('/');
  if (collection !== 'months' || !uid || !month) return [];
  const dataOf = (version: DocumentVersion | undefined) => version && decodeFields(version.fields);
  const at = new Timestamp(Math.floor(change.commitTime / 1e6), (change.commitTime % 1e6) * 1000);
  return [
    { uid, month, before: dataOf(change.oldDocument), after: dataOf(change.newDocument), at },
  ];
}
