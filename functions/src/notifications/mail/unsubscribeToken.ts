import { createHmac, timingSafeEqual } from 'node:crypto';

/** The form of tokens, so that it can change. */
const VERSION = 'v1';

/**
 * What an unsubscribe link carries: whose mail it ends, signed, so that nobody can end another's. It
 * has no end, because old mail must be unsubscribable too (RFC 8058 asks for it).
 *
 * @param keys the first signs
 * @throws Error when there is no key
 */
export function unsubscribeToken(uid: string, keys: readonly string[]): string {
  const [key] = keys;
  if (key === undefined) throw new Error('UNSUBSCRIBE_SIGNING_KEYS holds no key.');
  const payload = `${VERSION}.${Buffer.from(uid).toString('base64url')}`;
  return `${payload}.${sign(payload, key).toString('base64url')}`;
}

/** Whose mail a token ends, or undefined when none of the keys has signed it. */
export function readUnsubscribeToken(token: string, keys: readonly string[]): string | undefined {
  const [version, subject, signature, ...rest] = token.split('.');
  if (version !== VERSION || !subject || !signature || rest.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const isSigned = keys.some((key) => {
    const expected = sign(`${version}.${subject}`, key);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  return isSigned ? Buffer.from(subject, 'base64url').toString() : undefined;
}

function sign(payload: string, key: string): Buffer {
  return createHmac('sha256', key).update(`unsubscribe ${payload}`).digest();
}

/** The link that ends a user's mail. @throws Error when there is no key */
export function unsubscribeLink(url: string, uid: string, keys: readonly string[]): string {
  return `${url}?token=${encodeURIComponent(unsubscribeToken(uid, keys))}`;
}
