import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import type { Caller } from '../../platform/caller';
import { runTransaction } from '../../platform/transaction';
import type { RegisterDeviceRequest, RegisterDeviceResponse } from './contract';
import { deviceId } from './device';
import { devicesPath } from './store';

/** Nobody has more; those beyond were seen longest ago. */
const MAX_DEVICES = 20;

/**
 * Makes a device known, or notes that it was seen. Who had registered its token before, on a device
 * that changed hands, loses it in the same transaction: nobody reads another's messages.
 */
export function registerDevice(
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  { uid }: Caller,
  { token, platform }: RegisterDeviceRequest,
): Promise<RegisterDeviceResponse> {
  const id = deviceId(token);
  return runTransaction(db, uid, async (transaction) => {
    const seenAt = now();
    const [holders, own] = await Promise.all([
      transaction.get(db.collectionGroup('devices').where('token', '==', token)),
      transaction.get(db.collection(devicesPath(uid)).orderBy('seenAt', 'desc')),
    ]);
    const device = db.doc(`${devicesPath(uid)}/${id}`);
    const others = own.docs.filter((each) => each.id !== id);
    for (const holder of holders.docs) {
      if (holder.ref.path !== device.path) transaction.delete(holder.ref);
    }
    for (const old of others.slice(MAX_DEVICES - 1)) transaction.delete(old.ref);
    transaction.set(device, { token, platform, seenAt: Timestamp.fromMillis(seenAt) });
    return {
      devices: Math.min(others.length + 1, MAX_DEVICES),
      seenAt: new Date(seenAt).toISOString(),
    };
  });
}
