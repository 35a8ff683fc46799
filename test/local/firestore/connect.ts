import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Firestore } from '@google-cloud/firestore';
import { startFirestore } from '../../../local/firestore/index';
import type { FirestoreServer, FirestoreServerOptions } from '../../../local/firestore/index';

export interface Connection {
  readonly db: Firestore;
  /** Undefined when the tests run against another server. */
  readonly server: FirestoreServer | undefined;
  readonly host: string;
  readonly project: string;
  readonly close: () => Promise<void>;
}

/**
 * The official client on a new, empty project of our server or, when FIRESTORE_UNDER_TEST is a `host:port`, of the
 * server there.
 */
export async function connect(options?: FirestoreServerOptions): Promise<Connection> {
  const other = options ? undefined : process.env['FIRESTORE_UNDER_TEST'];
  const server = other === undefined ? await startFirestore(options) : undefined;
  const host = server?.host ?? other ?? '';
  const project = `demo-${randomUUID()}`;
  const db = clientOf(host, project);
  return {
    db,
    server,
    host,
    project,
    close: async () => {
      await db.terminate();
      await server?.close();
      // The client handles the end of its streams after terminate() has resolved.
      await sleep(50);
    },
  };
}

export function clientOf(host: string, projectId: string, databaseId = '(default)'): Firestore {
  const [address = '', port = ''] = host.split(':');
  return new Firestore({
    projectId,
    databaseId,
    host: address,
    port: Number(port),
    ssl: false,
    customHeaders: { Authorization: 'Bearer owner' },
    ignoreUndefinedProperties: true,
  });
}
