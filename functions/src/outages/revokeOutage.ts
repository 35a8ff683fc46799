import type { Caller } from '../platform/caller';
import { log } from '../platform/log';
import { runTransaction } from '../platform/transaction';
import { writeInTransaction } from '../platform/write';
import { FirestreakError } from '../shared/errors';
import { announceSweeps } from './announceSweeps';
import { withoutOutage } from './changeBook';
import type { OutageView } from './contract';
import type { OutageDeps } from './deps';
import {
  isOutageId,
  outageBookWrite,
  outageListPath,
  outagePath,
  outageWrite,
  readOutage,
  readOutageBook,
} from './documents';
import { viewOutage } from './viewOutage';

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
  await announceSweeps(deps);
  return viewOutage(id, revoked);
}

function unknown(): FirestreakError {
  return new FirestreakError('unknown-outage', 'There is no such outage; see listOutages.');
}
