import '../support/env';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newBreaker } from '../../functions/src/platform/circuitBreaker';
import { log } from '../../functions/src/platform/log';
import {
  isSendgridTransient,
  type Letter,
  mailCodeOf,
  sendgrid,
} from '../../functions/src/platform/mail';
import { fcm, isFcmTransient, pushCodeOf } from '../../functions/src/platform/push';

/** A provider that answers everything in one way. */
async function answering(
  status: number,
  body: object,
): Promise<{ host: string; asked(): number; server: Server }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume().on('end', () => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, asked: () => asked, server };
}

const servers: Server[] = [];
const info = jest.spyOn(log, 'info');
const context = { operation: 'deliver', correlationId: 'test-1234', userId: 'ada' };
const now = () => Date.parse('2026-03-04T12:00:00Z');

afterEach(() => {
  info.mockClear();
});

afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** How often the metric was recorded, by provider. */
function refusals(): string[] {
  return info.mock.calls.flatMap(([, , fields]) => {
    const { metrics, labels } = fields as { metrics?: object; labels: { provider: string } };
    return metrics && 'credentials_refused' in metrics ? [labels.provider] : [];
  });
}

const fcmError = (code: string) => ({
  error: {
    code: 401,
    status: 'UNAUTHENTICATED',
    message: 'Auth error from APNS or Web Push Service',
    details: [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode: code }],
  },
});

test.each([
  ['THIRD_PARTY_AUTH_ERROR', 'apns-or-web-push'],
  ['SENDER_ID_MISMATCH', 'fcm'],
])(
  'FCM answers %s: messages wait, other devices are still reached, and it is told',
  async (code, provider) => {
    const server = await answering(401, fcmError(code));
    servers.push(server.server);
    const breaker = newBreaker('fcm', {
      ...{ isTransient: isFcmTransient, codeOf: pushCodeOf, now },
      maxRetries: 0,
    });
    const push = fcm(breaker, now, server.host);
    for (let sent = 1; sent <= 7; sent += 1) {
      const { answers } = await push([{ token: `token-${sent}` }], context);
      expect(answers).toMatchObject([{ is: 'later', attempted: true }]);
    }
    expect(server.asked()).toBe(7); // the breaker opens after five failures
    expect(refusals()).toEqual(Array(7).fill(provider));
  },
);

const letter: Letter = {
  ...{ from: 'a@example.com', to: 'b@example.com', subject: 'A', text: 'A', html: 'A' },
  ...{ headers: {}, customArgs: {}, category: 'milestone' },
};

test.each([401, 403])('SendGrid answers %d: mail waits, and it is told', async (status) => {
  const server = await answering(status, { errors: [{ message: 'no' }] });
  servers.push(server.server);
  const breaker = newBreaker('sendgrid', {
    ...{ isTransient: isSendgridTransient, codeOf: mailCodeOf, now },
    maxRetries: 0,
  });
  const send = sendgrid(breaker, () => 'SG.key', now, server.host);
  expect(await send(letter, context)).toMatchObject({ is: 'later', code: String(status) });
  expect(refusals()).toEqual(['sendgrid']);
});

test('SendGrid refuses an address: no word of credentials', async () => {
  const server = await answering(400, { errors: [{ message: 'no' }] });
  servers.push(server.server);
  const breaker = newBreaker('sendgrid', { isTransient: isSendgridTransient, now, maxRetries: 0 });
  const send = sendgrid(breaker, () => 'SG.key', now, server.host);
  expect(await send(letter, context)).toMatchObject({ is: 'refused' });
  expect(refusals()).toEqual([]);
});
