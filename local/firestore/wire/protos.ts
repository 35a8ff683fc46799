import { readFileSync } from 'node:fs';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { decodeCommit } from './decodeCommit';
import { encodeBatchGetAnswer, encodeDocument, encodeQueryAnswer } from './encodeAnswer';

/** Production's limit on a request. */
const maxRequestBytes = 10 * 1024 * 1024;

const tooLarge = new WeakSet<object>();

/** The service, from the descriptors that the official client ships with. */
export const describedService = loadService();

/**
 * google.firestore.v1.Firestore as `@grpc/grpc-js` takes it, for raw clients and for servers that stand in for
 * Firestore; with a codec of its own for what large messages consist of.
 */
export const firestoreService: ServiceDefinition = {
  ...describedService,
  ...quicker('Commit', { requestDeserialize: marking(decodeCommit) }),
  ...quicker('RunQuery', { responseSerialize: encodeQueryAnswer }),
  ...quicker('BatchGetDocuments', { responseSerialize: encodeBatchGetAnswer }),
  ...quicker('GetDocument', { responseSerialize: encodeDocument }),
};

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

function quicker(name: string, codec: Partial<ServiceDefinition[string]>): ServiceDefinition {
  const method = describedService[name];
  if (!method) throw new Error(`There is no method ${name}.`);
  return { [name]: { ...method, ...codec } };
}

function marking(decode: (bytes: Buffer) => unknown): (bytes: Buffer) => unknown {
  return (bytes) => {
    const request = decode(bytes);
    if (bytes.length > maxRequestBytes) tooLarge.add(request as object);
    return request;
  };
}
