import { initializeApp } from 'firebase/app';
import { getFunctions } from 'firebase/functions';
import { firestreak, type KeyValueStorage } from '../../../client/src/index';

/** Logs an activity as an app on a phone does, and tells what became of it. */
export async function logOne(storage: KeyValueStorage, setOnline: () => void) {
  const app = initializeApp({ projectId: 'demo-bare', apiKey: 'none', appId: 'none' });
  const user = { uid: 'ada' };
  const auth = { currentUser: user, onAuthStateChanged: () => () => undefined };
  const { queue } = firestreak(getFunctions(app), auth as never, {
    storage,
    timeZone: () => 'Europe/Berlin',
    onError: () => undefined,
  });
  await queue.log({ type: 'quiz_hard_passed' }).catch(() => undefined);
  const offline = await queue.waiting();
  setOnline();
  await queue.flush();
  const { status: next } = await queue.log({ type: 'quiz_easy_passed' });
  return { offline, online: await queue.waiting(), next };
}
