import { rateLimitsLifted } from '../../config';
import { clock } from '../clock';
import { database } from '../firestore';
import { assertTaken } from './assertTaken';
import { type LimitClass, everyCall, ofOneAddress, shared } from './limits';
import { memoryLimit } from './memoryLimit';
import { limitKey, takeShared } from './sharedLimit';

/** Not the world's clock: that one may be set, and a limit of minutes needs none. */
const monotonic = () => performance.now();

const ofUser = memoryLimit(everyCall, monotonic);
const ofAddress = memoryLimit(ofOneAddress(everyCall), monotonic);

/** Limits what comes from one address, in this instance. @throws FirestreakError `too-many-calls` */
export function limitAddress(address: string): void {
  if (!rateLimitsLifted.value()) assertTaken(ofAddress(address));
}

/** Limits what one user calls, in this instance. @throws FirestreakError `too-many-calls` */
export function limitUser(uid: string): void {
  if (!rateLimitsLifted.value()) assertTaken(ofUser(uid));
}

/** Whether a class of calls is counted over all instances, by {@link limitShared}. */
export function isShared(kind: LimitClass): kind is keyof typeof shared {
  return Object.hasOwn(shared, kind);
}

/**
 * Limits a class of calls of a user and of an address over all instances. Two reads, two writes.
 *
 * @throws FirestreakError `too-many-calls`
 */
export async function limitShared(
  kind: keyof typeof shared,
  uid: string,
  address: string,
): Promise<void> {
  if (rateLimitsLifted.value()) return;
  const limit = shared[kind];
  const keys = [
    { key: limitKey({ kind, by: 'user', who: uid }), limit },
    { key: limitKey({ kind, by: 'address', who: address }), limit: ofOneAddress(limit) },
  ];
  assertTaken(await takeShared(database(), keys, clock.now()));
}
