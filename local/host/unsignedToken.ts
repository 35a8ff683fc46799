/** The user who makes a call. */
export interface Auth {
  readonly uid: string;
  /** Custom claims. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Nothing checks the signature, but firebase-functions wants one to be there. */
const SIGNATURE = 'unsigned';

/** An ID token as Firebase Auth makes them, without a valid signature. */
export function unsignedToken(projectId: string, { uid, claims }: Auth, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const payload = {
    firebase: { sign_in_provider: 'custom', identities: {} },
    ...claims,
    iss: `https://securetoken.google.com/${projectId}`,
    aud: projectId,
    sub: uid,
    user_id: uid,
    auth_time: seconds,
    iat: seconds,
    exp: seconds + 3600,
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.${SIGNATURE}`;
}
