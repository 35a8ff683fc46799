import type { Firestore } from 'firebase-admin/firestore';
import { z, ZodError } from 'zod';
import { isDocumentId } from '../../contracts/ids';
import type { StreakDeps } from '../../documents/load';
import { countedActivities, differencesBetween, driftOf } from '../../engine/audit';
import { inParallel } from '../../platform/concurrency';
import { deadLetterId, type GiveUp } from '../../platform/deadLetter';
import { knownPath } from '../../platform/fieldNames';
import { log } from '../../platform/log';
import { metric } from '../../platform/metric';
import { readTogether } from '../../platform/write';
import { markReplayed } from '../deadLetters/deadLetters';
import { countActivities, loadStored, sampleUsers } from './store';

/** What an audit needs from outside. */
export interface AuditDeps extends StreakDeps {
  /** A number from 0 up to, and without, 1. */
  readonly random: () => number;
  readonly giveUp: GiveUp;
}

const SAMPLE_SIZE = 200;
const SAMPLE_GROUPS = 20;
const PARALLEL_USERS = 8;

/** For the log alone. */
class StreakDrifted extends Error {}

/** What an audit came to. */
export interface Audit {
  readonly users: number;
  readonly drifted: number;
}

/**
 * Folds some users anew from their whole ledger and compares what that gives with what is stored. A
 * difference is reported and never repaired by itself: a person should know how it came about. Until it is,
 * there is a dead letter that names the user.
 *
 * @throws StaleOutagesError when the list of outages at hand is too old
 */
export async function auditStreaks(deps: AuditDeps, correlationId: string): Promise<Audit> {
  const context = { operation: 'auditStreaks', correlationId };
  const uids = await sampleUsers(deps.db, SAMPLE_SIZE, SAMPLE_GROUPS, deps.random);
  const driftedBy = new Map<string, number>();
  let drifted = 0;
  await inParallel(uids, PARALLEL_USERS, async (uid) => {
    const fields = await driftedFields(uid, deps);
    if (fields.length === 0) return;
    drifted += 1;
    for (const name of new Set(fields.map(withoutDays))) {
      driftedBy.set(name, (driftedBy.get(name) ?? 0) + 1);
    }
    log.error('streak_drifted', { ...context, userId: uid }, new StreakDrifted(), { fields });
    await deps.giveUp({ ...letterOf(uid), attempts: 1, codes: [], correlationId });
  });
  for (const [field, users] of driftedBy) metric('streak_drift', users, context, { field });
  return { users: uids.length, drifted };
}

/** The letter about a user. There is one at most, however often audits find the user. */
function letterOf(uid: string) {
  return { operation: 'auditStreaks', key: uid, payload: { uid }, reason: 'streak-drifted' };
}

/** Closes the letter about a user whose streak is right again, where there is one. @param at milliseconds since the epoch */
export function closeDrift(db: Firestore, uid: string, at: number): Promise<void> {
  return markReplayed(db, deadLetterId(letterOf(uid)), at);
}

/** Audits the user of a letter again. @throws when the streak still differs: `repairStreak` mends it */
export async function auditAgain(
  deps: StreakDeps,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { uid } = z.object({ uid: z.string().refine(isDocumentId) }).parse(payload);
  const fields = await driftedFields(uid, deps);
  if (fields.length > 0) throw new StreakDrifted();
}

/** The fields of a user that differ; `malformed` if the document is. */
async function driftedFields(uid: string, { db, ...rules }: StreakDeps): Promise<string[]> {
  try {
    const differences = await readTogether(db, async (transaction) => {
      const stored = await loadStored(transaction, db, uid);
      if (!stored) return [];
      const activities = await countActivities(transaction, db, uid);
      return [
        ...driftOf(stored, rules),
        ...differencesBetween(countedActivities(stored), activities, 'activities'),
      ];
    });
    return differences.map(({ field }) => knownPath(field.split('.')));
  } catch (error) {
    if (error instanceof ZodError) return ['malformed'];
    throw error;
  }
}

/** A field's name without the days in it, so that there are few names. */
function withoutDays(field: string): string {
  return field.replace(/\d{4}-\d\d-\d\d/g, '*');
}
