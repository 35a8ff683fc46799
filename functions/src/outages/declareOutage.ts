import type { Caller } from '../platform/caller';
import { log } from '../platform/log';
import { runTransaction } from '../platform/transaction';
import { writeInTransaction } from '../platform/write';
import { FirestreakError } from '../shared/errors';
import { announceSweeps } from './announceSweeps';
import { withOutage } from './changeBook';
import type { DeclareOutageRequest, OutageView } from './contract';
import type { OutageDeps } from './deps';
import {
  outageBookWrite,
  outageId,
  outageListPath,
  outagePath,
  outageWrite,
  readOutage,
  readOutageBook,
} from './documents';
import type { StoredOutage } from './stored';
import { viewOutage } from './viewOutage';

const DAY_MS = 86_400_000;
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
  await announceSweeps(deps);
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
