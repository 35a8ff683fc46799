import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import type { AdminOptions } from './options';

/** The record of what operators have done. */
const COLLECTION = 'operatorActions';

/**
 * Does something and records who did it, when, why and how it ended. The record is there before
 * anything is done, so what was stopped half-way is recorded as `begun`.
 *
 * @throws what `action` throws, recorded as `failed`
 */
export async function recorded<T>(
  db: Firestore,
  now: () => number,
  { command, call, reason, operator }: AdminOptions,
  action: () => Promise<T>,
): Promise<T> {
  const { name, data } = call;
  const record = db.collection(COLLECTION).doc();
  const what = { command, call: name, data, reason, operator };
  await record.create({ ...what, at: Timestamp.fromMillis(now()), outcome: 'begun' });
  try {
    const result = await action();
    await record.update({ outcome: 'done', result: JSON.stringify(result) });
    return result;
  } catch (error) {
    await record.update({ outcome: 'failed', result: String(error) });
    throw error;
  }
}
