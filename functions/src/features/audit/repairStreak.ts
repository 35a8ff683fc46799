import { prettifyError, ZodError } from 'zod';
import { FirestreakError } from '../../contracts/errors';
import type { RepairStreakResponse } from '../../contracts/operators';
import { repairWrite } from '../../documents/audit';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { streakWrites } from '../../documents/user';
import { type Difference, driftOf, ledgerOfActivities } from '../../engine/audit';
import { refold } from '../../engine/reopen';
import { log } from '../../platform/log';
import type { Caller } from '../../platform/request';
import { runTransaction, writeInTransaction } from '../../platform/write';
import { withoutToldEvents } from '../streaks/resettle';
import { closeDrift } from './auditStreaks';
import { loadActivities, loadStored } from './store';

/** The error that nothing is known of a user. */
export function unknownUser(): FirestreakError {
  return new FirestreakError('unknown-user', 'Nothing is known of this user.');
}

/** Does something with a user's documents. @throws FirestreakError `not-repairable` when one is malformed */
export async function makingSense<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const message = `A document of the user is malformed. ${prettifyError(error)}`;
    throw new FirestreakError('not-repairable', message);
  }
}

/** Changes that are told and kept; a document holds no more than so many for certain. */
const MAX_CHANGES = 500;

/**
 * Folds a user's streak anew from all of their activities and days, and writes what that gives with
 * a record of what has changed, in one transaction. Corrections of verdicts become events, as those
 * of late activities do. Nothing is written where nothing differs.
 *
 * @throws FirestreakError `unknown-user` or `not-repairable`
 */
export function repairStreak(
  deps: StreakDeps,
  caller: Caller,
  { uid }: { readonly uid: string },
): Promise<RepairStreakResponse> {
  return makingSense(() => repair(deps, caller, uid));
}

async function repair(
  { db, now, publishes, ...rules }: StreakDeps,
  { uid: admin, correlationId }: Caller,
  uid: string,
): Promise<RepairStreakResponse> {
  const response = await runTransaction(db, uid, async (transaction) => {
    const stored = await loadStored(transaction, db, uid);
    if (!stored) throw unknownUser();
    const { user, ledger } = stored;
    const activities = await loadActivities(transaction, db, uid);
    const source = ledgerOfActivities(activities, ledger, user.streak, rules.program);
    const differences = driftOf(stored, rules, source);
    if (differences.length === 0) return { repaired: false, repairId: null, changes: [] };

    const origin = publishedFrom(publishes, stored.document);
    const context = { now: now(), program: rules.program, correlationId, ...origin };
    const settled = refold(user.streak, ledger, source, context.now, rules);
    const changes = differences.slice(0, MAX_CHANGES).map(asText);
    const repairId = new Date(context.now).toISOString();
    const writes = streakWrites(uid, settled, context);
    writeInTransaction(transaction, db, [
      ...(await withoutToldEvents(transaction, db, writes)),
      repairWrite(uid, repairId, changes, context),
    ]);
    return { repaired: true, repairId, changes };
  });
  await closeDrift(db, uid, now());
  const context = { operation: 'repairStreak', correlationId, userId: uid };
  const { repaired, changes } = response;
  if (repaired) log.info('streak_repaired', context, { admin, changes: changes.length });
  return response;
}

function asText({ field, before, after }: Difference): RepairStreakResponse['changes'][number] {
  const text = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  return { field, before: text(before), after: text(after) };
}
