import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { userPath } from '../contracts/ids';
import type { Device } from '../contracts/notifications';
import { known } from '../contracts/shapes';

const stored = z.object({ token: z.string() });

/** Where a user's devices are. */
export function devicesPath(uid: string): string {
  return `${userPath(uid)}/devices`;
}

/** The devices of a user. One read each, at least one. */
export async function devicesOf(db: Firestore, uid: string): Promise<Device[]> {
  const { docs } = await db.collection(devicesPath(uid)).select('token', 'v').get();
  return docs.map((device) => ({
    id: device.id,
    token: stored.parse(known('devices', device.data())).token,
  }));
}

/** Forgets a device of which FCM says that the app is no longer on it. */
export async function removeDevice(db: Firestore, uid: string, id: string): Promise<void> {
  await db.doc(`${devicesPath(uid)}/${id}`).delete();
}
