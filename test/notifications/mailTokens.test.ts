import { createSign, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { addressTag, isSuppressed } from '../../functions/src/documents/suppression';
import {
  readUnsubscribeToken,
  unsubscribeToken,
} from '../../functions/src/features/notifications/unsubscribe';
import { isSigned, readWebhook } from '../../functions/src/features/notifications/webhookSignature';

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
    ['its signature twice', { ...good, signature: `${signature}, ${signature}` }],
    ['no body', { ...good, body: undefined }],
  ])('is refused with %s', (_, request) => {
    expect(isSigned(request, [key])).toBe(false);
  });

  test('is refused without a key', () => {
    expect(isSigned(good, [])).toBe(false);
  });

  const NOW = 1_760_000_000_000;
  const sign = (bytes: Buffer, at: string) =>
    createSign('sha256').update(at).update(bytes).sign(privateKey, 'base64');
  const read = (text: string, at = '1760000000', now = NOW) => {
    const bytes = Buffer.from(text);
    return readWebhook({ signature: sign(bytes, at), timestamp: at, body: bytes }, [key], now);
  };

  test.each([
    ['now', 0],
    ['five minutes ago', 300_000],
    ['five minutes ahead, by a clock that is wrong', -300_000],
  ])('is taken when it was signed %s', (_, age) => {
    expect(read('[{"event":"open"}]', '1760000000', NOW + age)).toEqual({
      events: [{ event: 'open' }],
    });
  });

  test.each([
    ['more than five minutes ago', '1760000000', NOW + 300_001],
    ['more than five minutes ahead', '1760000000', NOW - 300_001],
    ['a day ago', '1760000000', NOW + 86_400_000],
    ['in milliseconds', '1760000000000', NOW],
    ['with a sign', '+1760000000', NOW],
    ['before 1970', '-1760000000', NOW],
    ['as a power of ten', '1.76e9', NOW],
    ['as a power of ten without digits', '1e9', 1e12],
    ['in hexadecimal', '0x68E77800', NOW],
    ['with a fraction', '1760000000.0', NOW],
    ['with spaces around', ' 1760000000 ', NOW],
    ['with a line end', '1760000000\n', NOW],
    ['twice', '1760000000, 1760000000', NOW],
    ['with a leading zero', '01760000000', NOW],
    ['in other digits', '１７６０００００００', NOW],
    ['with separators', '1_760_000_000', NOW],
    ['as no number', 'NaN', NOW],
    ['as infinity', 'Infinity', NOW],
    ['as a date', '2025-10-09T08:53:20Z', NOW],
  ])('is refused when its timestamp lies or is written %s', (_, at, now) => {
    expect(read('[]', at, now)).toEqual({ refused: 'stale', status: 403 });
  });

  test.each([
    ['text', 'hello'],
    ['half of an array', '[{"event":'],
    ['an object', '{"event":"open"}'],
    ['null', 'null'],
  ])('is refused, and not for want of a server, with %s for a body', (_, text) => {
    expect(read(text)).toEqual({ refused: 'unreadable-body', status: 400 });
  });

  test('is refused with more events than a request can work off', () => {
    expect(read(`[${Array(5001).fill('0').join()}]`)).toMatchObject({ status: 413 });
    expect(read(`[${Array(5000).fill('0').join()}]`)).toHaveProperty('events.length', 5000);
  });

  test('is read from the bytes that were signed, after they were known to be', () => {
    const parse = jest.spyOn(JSON, 'parse');
    readWebhook({ ...good, signature: 'AAAA' }, [key], NOW);
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });
});

test('a suppression is about an address, however it is written, or about all', () => {
  const bounced = { reason: 'bounced', addressTag: addressTag('ada', 'Ada@Example.com ') } as const;
  expect(isSuppressed(bounced, 'ada', 'ada@example.com')).toBe(true);
  expect(isSuppressed(bounced, 'ada', 'other@example.com')).toBe(false);
  expect(isSuppressed({ reason: 'complained', addressTag: null }, 'ada', 'any@x.y')).toBe(true);
  expect(isSuppressed(undefined, 'ada', 'ada@example.com')).toBe(false);
});
