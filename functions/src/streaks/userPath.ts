/** Path of a user's document. */
export function userPath(uid: string): string {
  return `users/${uid}`;
}
