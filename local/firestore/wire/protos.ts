import { readFileSync } from 'node:fs';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

/** Production's limit on a request. */
const maxRequestBytes = 10 * 1024 * 1024;

const tooLarge = new WeakSet<object>();

/** google.firestore.v1.Firestore, from the descriptors that the official client ships with. */
export const firestoreService = loadService();

/** Whether a decoded request was over 10 MiB on the wire. */
export function isTooLarge(request: object): boolean {
  return tooLarge.has(request);
}

function loadService(): ServiceDefinition {
  const file = require.resolve('@google-cloud/firestore/build/protos/v1.json');
  const json = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof fromJSON>[0];
  const definitions = fromJSON(json, { longs: String, enums: String, oneofs: true });
  const loaded = definitions['google.firestore.v1.Firestore'] as ServiceDefinition;
  return Object.fromEntries(
    Object.entries(loaded).map(([name, method]) => [
      name,
      { ...method, requestDeserialize: marking(method.requestDeserialize) },
    ]),
  );
}

function marking(decode: (bytes: Buffer) => unknown): (bytes: Buffer) => unknown {
  return (bytes) => {
    const request = decode(bytes);
    if (bytes.length > maxRequestBytes) tooLarge.add(request as object);
    return request;
  };
}
