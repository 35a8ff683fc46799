import { createSign, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { addressTag, isSuppressed } from '../../functions/src/notifications/mail/suppression';
import {
  readUnsubscribeToken,
  unsubscribeToken,
} from '../../functions/src/notifications/mail/unsubscribeToken';
import { isSigned } from '../../functions/src/notifications/mail/webhookSignature';

describe('an unsubscribe token', () => {
  test('is read back with any of the keys, the one that signed it among them', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (uid) => {
        const token = unsubscribeToken(uid, ['old']);
        return readUnsubscribeToken(token, ['new', 'old']) === uid;
      }),
    );
  });

  test('is worth nothing with another key, or changed anywhere', () => {
    const token = unsubscribeToken('ada', ['key']);
    expect(readUnsubscribeToken(token, ['other'])).toBeUndefined();
    expect(readUnsubscribeToken(token, [])).toBeUndefined();
    const [version = '', , signature = ''] = token.split('.');
    const other = Buffer.from('bob').toString('base64url');
    expect(readUnsubscribeToken(`${version}.${other}.${signature}`, ['key'])).toBeUndefined();
    expect(readUnsubscribeToken(token.slice(0, -2), ['key'])).toBeUndefined();
    expect(readUnsubscribeToken(`${token}.x`, ['key'])).toBeUndefined();
    expect(readUnsubscribeToken(token.replace('v1', 'v2'), ['key'])).toBeUndefined();
  });

  test('cannot be made without a key', () => {
    expect(() => unsubscribeToken('ada', [])).toThrow('UNSUBSCRIBE_SIGNING_KEYS');
  });
});

describe('a signed webhook', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const body = Buffer.from('[{"event":"open"}]\r\n');
  const timestamp = '1760000000';
  const signature = createSign('sha256').update(timestamp).update(body).sign(privateKey, 'base64');
  const good = { signature, timestamp, body };

  test('is known by its timestamp and the bytes of its body', () => {
    expect(isSigned(good, [key])).toBe(true);
    expect(isSigned(good, ['nonsense', key])).toBe(true);
  });

  test.each([
    ['no signature', { ...good, signature: undefined }],
    ['no timestamp', { ...good, timestamp: undefined }],
    ['another timestamp', { ...good, timestamp: '1760000001' }],
    ['a body without its line end', { ...good, body: body.subarray(0, -2) }],
    ['a signature that is none', { ...good, signature: 'AAAA' }],
  ])('is refused with %s', (_, request) => {
    expect(isSigned(request, [key])).toBe(false);
  });

  test('is refused without a key', () => {
    expect(isSigned(good, [])).toBe(false);
  });
});

test('a suppression is about an address, however it is written, or about all', () => {
  const bounced = { reason: 'bounced', addressTag: addressTag('ada', 'Ada@Example.com ') } as const;
  expect(isSuppressed(bounced, 'ada', 'ada@example.com')).toBe(true);
  expect(isSuppressed(bounced, 'ada', 'other@example.com')).toBe(false);
  expect(isSuppressed({ reason: 'complained', addressTag: null }, 'ada', 'any@x.y')).toBe(true);
  expect(isSuppressed(undefined, 'ada', 'ada@example.com')).toBe(false);
});
