import { FirestreakError } from '../../contracts/errors';
import type { DeclareOutageRequest, OutageView } from '../../contracts/outages';
import {
  isOutageId,
  type OutageBook,
  outageBookWrite,
  outageId,
  outageListPath,
  outagePath,
  outageWrite,
  readOutage,
  readOutageBook,
  type StoredOutage,
  type Sweep,
} from '../../documents/outages';
import { DAY_MS } from '../../engine/days';
import { type Outage, touchedDays } from '../../engine/outages';
import { log } from '../../platform/log';
import type { Caller } from '../../platform/request';
import { runTransaction, writeInTransaction } from '../../platform/write';
import { scheduleSweeps, type OutageDeps } from './scheduleSweeps';
import { latestOutages } from './store';

const isoInstant = (milliseconds: number) => new Date(milliseconds).toISOString();

/** An outage as administrators see it. */
function viewOutage(id: string, outage: StoredOutage): OutageView {
  const { from, to, reason, declaredAt, revokedAt } = outage;
  return {
    id,
    from: isoInstant(from),
    to: isoInstant(to),
    reason,
    declaredAt: isoInstant(declaredAt),
    revokedAt: revokedAt === null ? null : isoInstant(revokedAt),
  };
}

/**
 * How long after a change users are gone through once more: those may have been judged meanwhile by
 * an instance with an older list. It lasts longer than the time that an instance keeps the list
 * (1 min) and the longest that a function may run with it (5 min) together.
 */
export const SECOND_SWEEP_AFTER_MS = 10 * 60_000;

/** The book with an outage in force, replacing one of the same id; `now` as elsewhere. */
export function withOutage(
  book: OutageBook,
  outage: Outage,
  now: number,
  correlationId: string,
): OutageBook {
  const outages = [...withoutId(book, outage.id), outage].sort(
    (a, b) => a.from - b.from || a.to - b.to,
  );
  return changed(book, outages, sweepsFor(outage, now, correlationId));
}

/** The book with an outage no longer in force. */
export function withoutOutage(
  book: OutageBook,
  outage: Outage,
  now: number,
  correlationId: string,
): OutageBook {
  return changed(book, withoutId(book, outage.id), sweepsFor(outage, now, correlationId));
}

function withoutId({ outages }: OutageBook, id: string): Outage[] {
  return outages.filter((other) => other.id !== id);
}

function changed(
  { version, sweeps }: OutageBook,
  outages: readonly Outage[],
  added: readonly Sweep[],
): OutageBook {
  return { version: version + 1, outages, sweeps: [...sweeps, ...added] };
}

/** Twice over the same days: at once, and when no instance knows the old list any more. */
function sweepsFor(outage: Outage, now: number, correlationId: string): Sweep[] {
  const days = touchedDays(outage);
  return [now, now + SECOND_SWEEP_AFTER_MS].map((at) => ({ ...days, at, correlationId }));
}

const MAX_LENGTH_MS = 7 * DAY_MS;
const MAX_AHEAD_MS = 7 * DAY_MS;

/** They lie in one document, which holds 1 MiB, and every streak is settled with all of them. */
const MAX_IN_FORCE = 500;

/**
 * Puts an outage in force and has the users whom it may concern settled once more. The id is made of
 * the window, so the same window is declared once, also when it comes twice at the same time; an
 * outage that was revoked is in force again.
 *
 * @throws FirestreakError `malformed-outage`
 */
export async function declareOutage(
  deps: OutageDeps,
  { uid, correlationId }: Caller,
  request: DeclareOutageRequest,
): Promise<OutageView> {
  const { db } = deps;
  const now = deps.now();
  const { id, from, to } = windowOf(request, now);
  const { reason } = request;
  const declared = await runTransaction(db, outageListPath, async (transaction) => {
    const [book, known] = await transaction.getAll(db.doc(outageListPath), db.doc(outagePath(id)));
    const before = readOutage(known?.data());
    if (before?.revokedAt === null && before.reason === reason) return before;
    const after: StoredOutage = {
      from,
      to,
      reason,
      declaredAt: now,
      revokedAt: null,
    };
    const changed = withOutage(
      readOutageBook(book?.data()),
      { id, from, to, reason },
      now,
      correlationId,
    );
    if (changed.outages.length > MAX_IN_FORCE) {
      throw malformed(`At most ${MAX_IN_FORCE} outages can be in force; revoke one of them first.`);
    }
    writeInTransaction(transaction, db, [outageBookWrite(changed), outageWrite(id, after)]);
    return after;
  });
  log.info('outage_declared', { operation: 'declareOutage', correlationId, userId: uid }, { id });
  await scheduleSweeps(deps);
  return viewOutage(id, declared);
}

function windowOf(request: DeclareOutageRequest, now: number) {
  const from = Date.parse(request.from);
  const to = Date.parse(request.to);
  if (from >= to) throw malformed('`from` must be earlier than `to`.');
  if (to - from > MAX_LENGTH_MS) throw malformed('An outage lasts at most 7 days; declare two.');
  if (to > now + MAX_AHEAD_MS) throw malformed('An outage ends at most 7 days from now.');
  return { id: outageId(from, to), from, to };
}

function malformed(message: string): FirestreakError {
  return new FirestreakError('malformed-outage', message);
}

/**
 * Takes an outage out of force and has the users whom it concerned settled once more. Revoking twice
 * changes nothing.
 *
 * @throws FirestreakError `unknown-outage`
 */
export async function revokeOutage(
  deps: OutageDeps,
  { uid, correlationId }: Caller,
  { id }: { readonly id: string },
): Promise<OutageView> {
  const { db } = deps;
  if (!isOutageId(id)) throw unknown();
  const now = deps.now();
  const revoked = await runTransaction(db, outageListPath, async (transaction) => {
    const [book, known] = await transaction.getAll(db.doc(outageListPath), db.doc(outagePath(id)));
    const before = readOutage(known?.data());
    if (!before) throw unknown();
    if (before.revokedAt !== null) return before;
    const { from, to, reason } = before;
    const after = { ...before, revokedAt: now };
    const outage = { id, from, to, reason };
    writeInTransaction(transaction, db, [
      outageBookWrite(withoutOutage(readOutageBook(book?.data()), outage, now, correlationId)),
      outageWrite(id, after),
    ]);
    return after;
  });
  log.info('outage_revoked', { operation: 'revokeOutage', correlationId, userId: uid }, { id });
  await scheduleSweeps(deps);
  return viewOutage(id, revoked);
}

function unknown(): FirestreakError {
  return new FirestreakError('unknown-outage', 'There is no such outage; see listOutages.');
}

const MAX_LISTED = 100;

/** The latest outages, revoked ones included, latest first. */
export async function listOutages({
  db,
}: Pick<OutageDeps, 'db'>): Promise<{ outages: OutageView[] }> {
  const latest = await latestOutages(db, MAX_LISTED);
  return { outages: [...latest].map(([id, outage]) => viewOutage(id, outage)) };
}
