import { type Key, say } from '../dashboard/words/say';

const WORDS: Readonly<Record<string, Key>> = {
  'auth/invalid-credential': 'signIn.wrong',
  'auth/invalid-email': 'signIn.invalid-email',
  'auth/missing-password': 'signIn.missing-password',
  'auth/network-request-failed': 'signIn.network-request-failed',
  'auth/popup-blocked': 'signIn.popup-blocked',
  'auth/popup-closed-by-user': 'signIn.popup-closed-by-user',
  'auth/too-many-requests': 'signIn.too-many-requests',
  'auth/user-disabled': 'signIn.user-disabled',
  'auth/user-not-found': 'signIn.wrong',
  'auth/wrong-password': 'signIn.wrong',
};

/** What to tell someone whose sign-in failed. */
export function signInProblem(thrown: unknown): Error {
  return new Error(inWords(thrown), { cause: thrown });
}

function inWords(thrown: unknown): string {
  const { code } = thrown as { code?: unknown };
  if (typeof code !== 'string') return say('signIn.failed');
  const key = WORDS[code];
  return key ? say(key) : say('signIn.failedWith', { code });
}
