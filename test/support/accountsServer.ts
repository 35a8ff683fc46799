import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An account as Auth gives it. */
export interface TestAccount {
  readonly email: string;
  readonly emailVerified: boolean;
  readonly disabled?: boolean;
}

/** The part of Auth that answers who a user is, over its real protocol. */
export interface AccountsServer {
  /** `127.0.0.1:PORT`, the value for FIREBASE_AUTH_EMULATOR_HOST. */
  readonly host: string;
  readonly accounts: Map<string, TestAccount>;
  close(): Promise<void>;
}

export async function startAccounts(): Promise<AccountsServer> {
  const accounts = new Map<string, TestAccount>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { localId = [] } = JSON.parse(body) as { localId?: string[] };
      const users = localId.flatMap((id) => {
        const account = accounts.get(id);
        return account ? [{ localId: id, ...account }] : [];
      });
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ users }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    accounts,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
