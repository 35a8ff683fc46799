import { createHash } from 'node:crypto';

/** What runs the app on a device; it decides nothing, since every message has a part for each. */
export const platforms = ['android', 'ios', 'web'] as const;

/** Somewhere to push to. */
export interface Device {
  /** Derived from the token. */
  readonly id: string;
  /** FCM registration token. */
  readonly token: string;
}

/** A device's id: what it is known by without giving its token away. */
export function deviceId(token: string): string {
  return createHash('sha256').update(token).digest('base64url').slice(0, 22);
}
