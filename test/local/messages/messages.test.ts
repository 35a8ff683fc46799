import type { Messages } from '../../../local/messages';
import { startMessages } from '../../../local/messages';

let server: Messages;

beforeAll(async () => {
  server = await startMessages();
});

afterAll(() => server.close());

const push = {
  message: {
    token: 't',
    notification: { title: 'Hello', body: 'You <b>' },
    data: { deliveryId: 'd' },
    android: { notification: { tag: 'x' } },
  },
};

const mail = {
  personalizations: [{ to: [{ email: 'ada@example.com' }] }],
  from: { email: 'streak@example.com' },
  subject: 'Hello',
  content: [
    { type: 'text/plain', value: 'Hello' },
    { type: 'text/html', value: '<p>Hello' },
  ],
};

const FCM = '/v1/projects/demo/messages:send';
const SENDGRID = '/v3/mail/send';

async function post(path: string, body: object, authorization = 'Bearer x'): Promise<number> {
  const url = `http://${server.host}${path}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  await response.text();
  return response.status;
}

test('takes messages, and shows them on a page without running what they hold', async () => {
  expect([await post(FCM, push), await post(SENDGRID, mail)]).toEqual([200, 202]);
  const page = await (await fetch(`http://${server.host}/`)).text();
  expect(page).toContain('You &#60;b&#62;');
  expect(page).toContain('<iframe sandbox');
  const shown = await fetch(`http://${server.host}/mail/2`);
  expect(await shown.text()).toBe('<p>Hello');
  expect((await fetch(`http://${server.host}/mail/1`)).status).toBe(404);
});

test('says beside the messages what it is told, and shows them where that fails', async () => {
  let fails = false;
  const noted = await startMessages({
    notes: () =>
      fails
        ? Promise.reject(new Error('The database is gone.'))
        : Promise.resolve({ about: ['ada in <Berlin>'], heldBack: ['ben: off & away'] }),
  });
  const page = async () => (await fetch(`http://${noted.host}/`)).text();
  const headers = { authorization: 'Bearer x' };
  await fetch(`http://${noted.host}${FCM}`, {
    ...{ method: 'POST', headers, body: JSON.stringify(push) },
  });
  expect(await page()).toContain('ada in &#60;Berlin&#62;');
  expect(await page()).toContain('<li>ben: off &#38; away</li>');
  fails = true;
  expect(await page()).toContain('Hello');
  await noted.close();
});

test.each([
  ['a field that FCM does not know', FCM, { message: { ...push.message, colour: 'red' } }],
  ['data that is no text', FCM, { message: { ...push.message, data: { n: 1 } } }],
  ['no token', FCM, { message: { notification: push.message.notification } }],
  ['a mail to nobody', SENDGRID, { ...mail, personalizations: [] }],
  ['HTML before text', SENDGRID, { ...mail, content: mail.content.toReversed() }],
  ['a header that is reserved', SENDGRID, { ...mail, headers: { Subject: 'x' } }],
  ['a header of two lines', SENDGRID, { ...mail, headers: { 'X-A': 'a\r\nBcc: b' } }],
  ['no subject', SENDGRID, { ...mail, subject: '' }],
])('refuses %s', async (_, path, body) => {
  const before = server.messages.length;
  expect(await post(path, body)).toBe(400);
  expect(server.messages).toHaveLength(before);
});

test.each([FCM, SENDGRID])('refuses a request to %s without a token', async (path) => {
  expect(await post(path, path === FCM ? push : mail, '')).toBe(401);
});
