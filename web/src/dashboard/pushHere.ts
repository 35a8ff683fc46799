import type { Backend } from '../api/backend';
import type { Page } from './page';

const ownKey = (userId: string) => `firestreak.device.${userId}`;
const laterKey = (userId: string) => `firestreak.push-declined.${userId}`;

/** The shortest run that somebody would not want to lose. */
const WORTH_KEEPING = 2;

/** The id that this browser is registered by for a user; empty for none. */
export function ownDevice(userId: string): string {
  return read(ownKey(userId)) ?? '';
}

/**
 * Turns push messages on in this browser, which may ask its user; so it is called when they have pressed something.
 *
 * @returns whether they are on
 * @throws FirestreakError if the browser could not be registered
 */
export async function turnPushOn(backend: Backend, userId: string): Promise<boolean> {
  const token = await backend.push.turnOn();
  if (token === undefined) return false;
  const { deviceId } = await backend.call.registerDevice({ token, platform: 'web' });
  write(ownKey(userId), deviceId);
  return true;
}

/** Whoever uses this browser next does not read the messages of who has signed out. */
export async function turnPushOff(backend: Backend, userId: string): Promise<void> {
  const deviceId = ownDevice(userId);
  if (deviceId === '') return;
  write(ownKey(userId), '');
  // Offline it stays registered until its token expires; the next user of this browser takes the token over.
  await backend.call.unregisterDevice({ deviceId }).catch(() => undefined);
}

/** Whether to offer push messages: just when somebody has done something for a run that is worth keeping, until they say no. */
export function offersPush({ backend, uid, streak }: Page): boolean {
  const isMoment = streak.activeToday && streak.current >= WORTH_KEEPING;
  return isMoment && backend.push.state() === 'ask' && read(laterKey(uid)) === null;
}

/** Offers push messages no more. */
export function offerNoMore(userId: string): void {
  write(laterKey(userId), 'no');
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that stores nothing forgets it.
  }
}
