import type { Caller } from '../platform/caller';
import { addDays, daysBetween, earlierDay } from '../shared/day';
import { FirestreakError } from '../shared/errors';
import type { ExplainStreakRequest, ExplainStreakResponse } from './contract';
import type { StreakDeps } from './deps';
import { explainDays } from './explain';
import { knownStreak } from './moveTo';
import { settle } from './settle';
import { loadLedger, loadStreak } from './store';

const DEFAULT_DAYS = 14;
const MAX_DAYS = 92;

/**
 * Why each day of a range was judged as it was. Days that have ended but are not judged yet are
 * judged for the answer; nothing is written.
 *
 * @throws FirestreakError for what the contract names
 */
export async function explainStreak(
  { db, program, now, outages }: StreakDeps,
  { uid }: Caller,
  request: ExplainStreakRequest,
): Promise<ExplainStreakResponse> {
  const settled = settle(knownStreak(await loadStreak(db, uid)), now(), program, outages);
  const to = earlierDay(request.to ?? settled.today, settled.today);
  const from = request.from ?? addDays(to, 1 - DEFAULT_DAYS);
  if (from > to || daysBetween(from, to) >= MAX_DAYS) {
    const message = `The range must be 1 to ${MAX_DAYS} days and may not start after today.`;
    throw new FirestreakError('malformed-request', message);
  }
  const ledger = await loadLedger(db, uid, from, to);
  const recorded = new Map([...ledger, ...Object.entries(settled.changedDays)]);
  return {
    programVersion: program.version,
    dayStartHour: program.dayStartHour,
    days: explainDays(from, to, recorded, settled, { program, outages }),
  };
}
