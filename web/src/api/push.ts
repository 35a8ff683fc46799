import type { FirebaseApp } from 'firebase/app';

/** Whether push messages can arrive in this browser: `ask` if nobody was asked, `blocked` if they said no. */
export type PushState = 'allowed' | 'ask' | 'blocked' | 'impossible';

/** Push messages in this browser. */
export interface BrowserPush {
  state(): PushState;
  /**
   * Asks whether messages may be shown, if that has not been asked, and gets a registration token of FCM.
   *
   * @returns the token; undefined if somebody said no
   * @throws Error if FCM gives none
   */
  turnOn(): Promise<string | undefined>;
}

/** No push messages, as on emulators. */
export const noPush: BrowserPush = {
  state: () => 'impossible',
  turnOn: () => Promise.resolve(undefined),
};

const STATES = { granted: 'allowed', default: 'ask', denied: 'blocked' } as const;

/** Push messages of an app in this browser. The SDK is loaded when somebody wants them. */
export function browserPush(app: FirebaseApp): BrowserPush {
  return {
    state: () => {
      const isPossible =
        'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
      return isPossible ? STATES[Notification.permission] : 'impossible';
    },
    turnOn: async () => {
      if ((await Notification.requestPermission()) !== 'granted') return undefined;
      const [{ getMessaging, getToken }, serviceWorkerRegistration] = await Promise.all([
        import('firebase/messaging'),
        navigator.serviceWorker.ready,
      ]);
      return getToken(getMessaging(app), { serviceWorkerRegistration });
    },
  };
}
