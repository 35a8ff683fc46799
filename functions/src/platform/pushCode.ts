/** What FCM may answer when the same message can succeed later; the rest is refused for good. */
const transient: readonly string[] = [
  'message-rate-exceeded',
  'device-message-rate-exceeded',
  'server-unavailable',
  'internal-error',
  'unknown-error',
  // Wrong credentials are put right by people, who should not have to send again what was lost.
  'authentication-error',
  'mismatched-credential',
  'third-party-auth-error',
];

/** The SDK's code of an error, without `messaging/` or `app/`. */
export function pushCodeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code.replace(/^(messaging|app)\//, '') : 'no-answer';
}

/** Whether FCM, or the way to it, failed: https://firebase.google.com/docs/cloud-messaging/error-codes */
export function isFcmTransient(error: unknown): boolean {
  const code = pushCodeOf(error);
  return transient.includes(code) || code === 'no-answer' || /^network-|credential/.test(code);
}
