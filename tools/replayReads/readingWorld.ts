import { isDeepStrictEqual } from 'node:util';
import { deleteApp } from 'firebase-admin/app';
import { Timestamp } from 'firebase-admin/firestore';
import type { CalendarDay } from '../../functions/src/engine/calendarDays';
import type { DocumentChange } from '../../functions/src/edge/rows';
import type { App } from '../../functions/src/functions';
import { cachedOutages } from '../../functions/src/features/outages/cachedOutages';
import { loadOutages } from '../../functions/src/features/outages/store';
import { program } from '../../functions/src/program';
import { addDays } from '../../functions/src/engine/days';
import { streakDayAt } from '../../functions/src/engine/zones';
import type {
  CommittedChange,
  DocumentVersion,
  FirestoreServer,
} from '../../local/firestore/index';
import { decodeFields } from '../chaos/decodeFields';
import type { Random } from '../deliveryFaults/random';
import { noStream } from '../ports';
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
  // Read again when one was declared: as on an instance that has just read them.
  const outages = cachedOutages(
    () => loadOutages(db),
    () => 0,
  );
  const simulation = new Simulation({ db, program, open, outages });
  const { app: functions } = simulation;
  const seen = nothingSeen();
  const changes: DocumentChange[] = [];
  server.onCommit((change) => {
    changes.push(...ledgerChange(change));
    if (isDropped(change)) seen.invalidations += 1;
  });

  const look = async (uid: string, { occasion, request }: Look, correlationId: string) => {
    const [before, startedAt] = [server.usage, performance.now()];
    const shown = await functions.getCalendar({ uid, correlationId }, request, noStream);
    if (correlationId === 'look') note(seen.calls[occasion], server, before, startedAt);
    seen.checks += 1;
    const days = shown.days.filter(({ day }) => day <= shown.today);
    const explained = await explainedDays(functions, uid, shown.from, days.at(-1)?.day);
    if (isDeepStrictEqual(days, explained)) return;
    seen.wrong.push(
      `${uid} at ${new Date(simulation.now).toISOString()}: ${JSON.stringify(request)}`,
    );
  };

  /** Does what the trigger does. @returns whether a cached month was dropped */
  const invalidate = async (): Promise<boolean> => {
    const before = seen.invalidations;
    await Promise.all(
      changes.splice(0).map((change) => {
        seen.ledgerWrites += 1;
        const context = { operation: 'onLedgerWritten', correlationId: change.id };
        return functions.onLedgerWritten(change, context);
      }),
    );
    return seen.invalidations > before;
  };

  /** An outage of one to six weeks ago becomes known; what it concerns is shown before and after. */
  const declareOutage = async (users: readonly string[]): Promise<void> => {
    const from = simulation.now - (7 + Math.floor(random.next() * 35)) * DAY_MS;
    const instants = [from, from + 30 * HOUR_MS].map((at) => new Date(at).toISOString());
    const [first, end] = instants as [string, string];
    const day = addDays(streakDayAt(from, 'Etc/UTC', 0), -2);
    const months = {
      occasion: 'earlier',
      request: { from: day, to: addDays(day, 45) },
    } as const;
    const lookAtAll = async () => {
      for (const uid of users) await look(uid, months, 'probe');
    };
    seen.outages += 1;
    await lookAtAll();
    const operator = { uid: 'operator', correlationId: 'outage' };
    const request = { from: first, to: end, reason: 'Full disk' };
    await functions.declareOutage(operator, request, noStream);
    await lookAtAll();
    await invalidate();
    await lookAtAll();
  };

  try {
    const last = new Map<string, number>();
    for (const row of rows) {
      const { user, deliveredAt } = row;
      for (let run = simulation.nextRun(); run <= deliveredAt; run = simulation.nextRun()) {
        await simulation.runMaintenance(run);
      }
      simulation.advanceTo(deliveredAt);
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
  functions: App,
  uid: string,
  from: string,
  to: string | undefined,
): Promise<CalendarDay[]> {
  if (to === undefined) return [];
  const days: CalendarDay[] = [];
  for (const part of parts(from, to)) {
    const caller = { uid, correlationId: 'check' };
    const explained = await functions.explainStreak(caller, part, noStream);
    for (const { day, verdict, keptReason, activities, xp, rewards, current } of explained.days) {
      const gained = rewards.reduce((sum, reward) => sum + reward.xp, xp);
      const shown = keptReason === 'recovered' && verdict === 'kept' ? 'recovered' : verdict;
      days.push({ day, verdict: shown, keptReason, activities, xp: gained, current });
    }
  }
  return days;
}

function ledgerChange(change: CommittedChange): DocumentChange[] {
  const [, uid, collection, month] = change.path.split('/');
  if (collection !== 'months' || !uid || !month) return [];
  const dataOf = (version: DocumentVersion | undefined) => version && decodeFields(version.fields);
  const at = new Timestamp(Math.floor(change.commitTime / 1e6), (change.commitTime % 1e6) * 1000);
  const [before, after] = [dataOf(change.oldDocument), dataOf(change.newDocument)];
  return [{ id: `${change.commitTime}`, params: { uid, month }, before, after, at }];
}

/** Whether a change drops a month from the cache. */
function isDropped({ path, newDocument }: CommittedChange): boolean {
  return path.startsWith('calendars/') && newDocument?.fields['sealed']?.valueType === 'nullValue';
}
