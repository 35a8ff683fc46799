import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An account as Auth gives it. */
export interface TestAccount {
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly disabled?: boolean;
  /** Custom claims, as JSON. */
  readonly customAttributes?: string;
  /** Seconds since the epoch: sign-ins before it were revoked. */
  readonly validSince?: string;
  /** ISO 8601: when its ID token was last renewed. */
  readonly lastRefreshAt?: string;
  /** Milliseconds since the epoch, in digits, as Auth sends it. */
  readonly createdAt?: string;
}

/** An administrator's account. */
export const administrator: TestAccount = { customAttributes: JSON.stringify({ admin: true }) };

/** The part of Auth that answers who a user is, over its real protocol. */
export interface AccountsServer {
  /** `127.0.0.1:PORT`, the value for FIREBASE_AUTH_EMULATOR_HOST. */
  readonly host: string;
  /** By uid, or `tenant/uid`. The administrators `root` and `operator` are there from the beginning. */
  readonly accounts: Map<string, TestAccount>;
  /** What it does instead of answering: an HTTP status, or nothing at all. */
  fail(how?: number | 'silence'): void;
  /** How often it was asked. */
  readonly asked: () => number;
  close(): Promise<void>;
}

export async function startAccounts(): Promise<AccountsServer> {
  const accounts = new Map<string, TestAccount>();
  for (const uid of ['root', 'operator']) accounts.set(uid, administrator);
  let failure: number | 'silence' | undefined;
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    void text(request).then((body) => {
      if (failure === 'silence') return;
      response.setHeader('content-type', 'application/json');
      if (failure !== undefined) {
        response.writeHead(failure).end(JSON.stringify({ error: { message: 'IT_IS_DOWN' } }));
        return;
      }
      const [, tenant] = /\/tenants\/([^/]+)\//.exec(request.url ?? '') ?? [];
      const { localId = [] } = JSON.parse(body) as { localId?: string[] };
      const users = localId.flatMap((id) => {
        const account = accounts.get(tenant === undefined ? id : `${tenant}/${id}`);
        return account ? [{ localId: id, ...account }] : [];
      });
      response.end(JSON.stringify({ users }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    accounts,
    fail: (how) => {
      failure = how;
    },
    asked: () => asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
