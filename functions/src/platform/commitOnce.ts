import { credentials } from '@grpc/grpc-js';
import { v1 } from 'firebase-admin/firestore';
import { emulatorHost } from '../config';
import { encodeFields, encodeTimestamp } from './encode';
import type { Write } from './write';

/** Commits writes atomically with exactly one RPC; rejects with the gRPC status code as `code`. */
export type Commit = (writes: readonly Write[]) => Promise<void>;

const COMMIT_TIMEOUT_MS = 20_000;

/**
 * A commit without the client library's own retries, which go on unseen for up to ten minutes:
 * whoever commits many users at once decides what to try again.
 */
export function commitOnce(projectId: string): Commit {
  const database = `projects/${projectId}/databases/(default)`;
  const { client, headers } = connect();
  return async (writes) => {
    const request = { database, writes: writes.map((write) => encode(write, database)) };
    await client.commit(request, {
      retry: null,
      timeout: COMMIT_TIMEOUT_MS,
      otherArgs: { headers },
    });
  };
}

type Client = InstanceType<typeof v1.FirestoreClient>;

function connect(): { client: Client; headers: Record<string, string> } {
  const emulator = emulatorHost();
  if (emulator === undefined) return { client: new v1.FirestoreClient(), headers: {} };
  const { hostname, port } = new URL(`http://${emulator}`);
  const sslCreds = credentials.createInsecure();
  const client = new v1.FirestoreClient({ servicePath: hostname, port: Number(port), sslCreds });
  return { client, headers: { Authorization: 'Bearer owner' } };
}

function encode({ path, data, fields, precondition }: Write, database: string) {
  return {
    update: { name: `${database}/documents/${path}`, fields: encodeFields(data) },
    ...(fields && { updateMask: { fieldPaths: fields.map(fieldPath) } }),
    ...(precondition && {
      currentDocument:
        precondition === 'absent'
          ? { exists: false }
          : { updateTime: encodeTimestamp(precondition) },
    }),
  };
}

/** A field path as the protocol writes it; names that are not plain identifiers are quoted. */
function fieldPath(names: readonly string[]): string {
  return names
    .map((name) =>
      /^[A-Za-z_][A-Za-z_0-9]*$/.test(name) ? name : `\`${name.replace(/[\\`]/g, '\\$&')}\``,
    )
    .join('.');
}
