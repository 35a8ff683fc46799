import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { liesIn, userPath } from '../../contracts/ids';
import { known } from '../../contracts/shapes';
import {
  deviceId,
  listDevicesContract,
  type ListDevicesResponse,
  type RegisterDeviceRequest,
  type RegisterDeviceResponse,
  type UnregisterDeviceRequest,
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
      deviceId: id,
      seenAt: new Date(seenAt).toISOString(),
    };
  });
}

const stored = z.object({
  platform: listDevicesContract.response.shape.devices.element.shape.platform,
  seenAt: z.instanceof(Timestamp),
});

/** The devices of the caller, the one seen last first. One read each, at least one. */
export async function listDevices(
  { db }: { readonly db: Firestore },
  { uid }: Caller,
): Promise<ListDevicesResponse> {
  const { docs } = await db.collection(devicesPath(uid)).orderBy('seenAt', 'desc').get();
  return {
    devices: docs.map((device) => {
      const { platform, seenAt } = stored.parse(known('devices', device.data()));
      return { deviceId: device.id, platform, seenAt: seenAt.toDate().toISOString() };
    }),
  };
}

/** Forgets a device of the caller. */
export function unregisterDevice(
  { db }: { readonly db: Firestore },
  { uid }: Caller,
  { token = '', deviceId: id = deviceId(token) }: UnregisterDeviceRequest,
): Promise<{ removed: boolean }> {
  return runTransaction(db, uid, async (transaction) => {
    const device = await transaction.get(db.doc(`${devicesPath(uid)}/${id}`));
    if (device.exists) transaction.delete(device.ref);
    return { removed: device.exists };
  });
}
