import { known } from '../../contracts/shapes';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { liesIn, userPath } from '../../contracts/ids';
import {
  deviceId,
  type RegisterDeviceRequest,
  type RegisterDeviceResponse,
} from '../../contracts/notifications';
import { devicesPath } from '../../documents/device';
import { assertNotMerged } from '../../documents/merged';
import type { Caller } from '../../platform/request';
import { knownFieldsWrite, runTransaction, writeInTransaction } from '../../platform/write';

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
    const [user, holders, own] = await Promise.all([
      transaction.get(db.doc(userPath(uid))),
      transaction.get(db.collectionGroup('devices').where('token', '==', token)),
      transaction.get(db.collection(devicesPath(uid)).orderBy('seenAt', 'desc')),
    ]);
    assertNotMerged(user.data());
    const device = db.doc(`${devicesPath(uid)}/${id}`);
    for (const each of own.docs) known('devices', each.data());
    const others = own.docs.filter((each) => each.id !== id);
    for (const { ref } of holders.docs) {
      if (ref.path !== device.path && liesIn(ref.path, 'devices', 'users')) transaction.delete(ref);
    }
    for (const old of others.slice(MAX_DEVICES - 1)) transaction.delete(old.ref);
    const data = { token, platform, seenAt: Timestamp.fromMillis(seenAt) };
    writeInTransaction(transaction, db, [knownFieldsWrite(device.path, data)]);
    return {
      devices: Math.min(others.length + 1, MAX_DEVICES),
      seenAt: new Date(seenAt).toISOString(),
    };
  });
}

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
