import type { Share } from '../elements/streakShare';

const nameFor = (uid: string) => `firestreak share ${uid}`;

/** The card that a user shares from this browser, until it is shown no longer; so it can be revoked. */
export const keptShare = {
  /** @param now milliseconds since the epoch */
  of: (uid: string, now: number): Share | undefined => {
    const text = localStorage.getItem(nameFor(uid));
    if (text === null) return undefined;
    const share = JSON.parse(text) as Share;
    return Date.parse(share.expiresAt) > now ? share : undefined;
  },
  keep: (uid: string, share: Share | undefined): void => {
    if (share) localStorage.setItem(nameFor(uid), JSON.stringify(share));
    else localStorage.removeItem(nameFor(uid));
  },
};
