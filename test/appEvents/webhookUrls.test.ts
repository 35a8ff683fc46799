import { parseWebhookUrls } from '../../functions/src/contracts/webhookUrls';
import { addresses, webhookSender } from '../../functions/src/platform/webhook';

test.each([
  'https://api.example.com/streaks',
  'https://api.example.com:8443/a?b=c',
  'https://münchen.example/x',
])('webhooks may go to %s', (url) => {
  expect(parseWebhookUrls(url, false)).toEqual([new URL(url).href]);
});

test.each([
  ['http://api.example.com/streaks', 'does not begin with https'],
  ['ftp://api.example.com', 'does not begin with https'],
  ['nonsense', 'is none'],
  ['https://user:secret@api.example.com', 'has a user, a password or a fragment'],
  ['https://api.example.com/#here', 'has a user, a password or a fragment'],
  ['https://10.0.0.3/', 'has no public host name'],
  ['https://169.254.169.254/computeMetadata/v1/', 'has no public host name'],
  ['https://0x7f.1/', 'has no public host name'],
  ['https://2130706433/', 'has no public host name'],
  ['https://[::1]/', 'has no public host name'],
  ['https://localhost/', 'has no public host name'],
  ['https://metadata.google.internal/', 'has no public host name'],
  ['https://printer.local/', 'has no public host name'],
  ['https://intranet/', 'has no public host name'],
  ['http://127.0.0.1:9400/', 'does not begin with https'],
])('where functions are deployed, not to %s: it %s', (url, why) => {
  expect(() => parseWebhookUrls(url, false)).toThrow(why);
});

test('on a developer’s machine also to that machine, and to no other without TLS', () => {
  const here = 'http://127.0.0.1:9400/streaks';
  expect(parseWebhookUrls(`${here}, https://api.example.com/`, true)).toEqual([
    here,
    'https://api.example.com/',
  ]);
  expect(() => parseWebhookUrls('http://192.168.1.2/', true)).toThrow('https');
});

test('there are none where nothing is set, and never more than five', () => {
  expect(parseWebhookUrls('', false)).toEqual([]);
  const many = Array.from({ length: 6 }, (_, n) => `https://h${n}.example/`).join();
  expect(() => parseWebhookUrls(many, false)).toThrow('5 addresses');
});

test.each([
  ['93.184.215.14', true],
  ['2606:4700::1111', true],
  ['10.1.2.3', false],
  ['127.0.0.1', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['192.168.0.1', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['::ffff:10.0.0.1', false],
])('%s is an address of the internet: %s', async (address, expected) => {
  const { isPublic } = await addresses();
  expect(isPublic(address)).toBe(expected);
});

test('a name that leads into a private network is not sent to', async () => {
  const secret = `whsec_${Buffer.from('any secret will do').toString('base64')}`;
  const send = webhookSender(false);
  const answer = await send('https://localhost/streaks', { id: '1', body: '{}' }, [secret]);
  expect(answer).toEqual({ isTaken: false, code: 'PRIVATE_ADDRESS' });
});

test('nothing is sent without a signature', async () => {
  const send = webhookSender(true);
  await expect(send('http://127.0.0.1:1/', { id: '1', body: '{}' }, [])).rejects.toThrow(
    'The endpoint has no secret: is WEBHOOK_SIGNING_SECRETS set?',
  );
});
