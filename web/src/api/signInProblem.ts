const WORDS: Readonly<Record<string, string>> = {
  'auth/invalid-credential': 'The e-mail address or the password is wrong.',
  'auth/invalid-email': 'This is not an e-mail address.',
  'auth/missing-password': 'Enter your password.',
  'auth/network-request-failed': 'There is no connection. Try again when you are online.',
  'auth/popup-blocked': 'The browser has blocked the window of Google.',
  'auth/popup-closed-by-user': 'The window of Google was closed before you were signed in.',
  'auth/too-many-requests': 'Too many attempts. Try again in a few minutes.',
  'auth/user-disabled': 'This account is disabled.',
  'auth/user-not-found': 'The e-mail address or the password is wrong.',
  'auth/wrong-password': 'The e-mail address or the password is wrong.',
};

/** What to tell someone whose sign-in failed. */
export function signInProblem(thrown: unknown): Error {
  const { code } = thrown as { code?: unknown };
  const words = typeof code === 'string' ? (WORDS[code] ?? `Signing in failed (${code}).`) : '';
  return new Error(words || 'Signing in failed.', { cause: thrown });
}
