import type { Firestore } from 'firebase-admin/firestore';
import type { Caller } from '../../platform/caller';
import { runTransaction } from '../../platform/transaction';
import { deviceId } from './device';
import { devicesPath } from './store';

/** Forgets a device of the caller. */
export function unregisterDevice(
  { db }: { readonly db: Firestore },
  { uid }: Caller,
  { token }: { readonly token: string },
): Promise<{ removed: boolean }> {
  return runTransaction(db, uid, async (transaction) => {
    const device = await transaction.get(db.doc(`${devicesPath(uid)}/${deviceId(token)}`));
    if (device.exists) transaction.delete(device.ref);
    return { removed: device.exists };
  });
}
