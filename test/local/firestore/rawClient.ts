import { Client, credentials } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { firestoreService } from '../../../local/firestore/index';

/** Calls the server with no client library between, so that one request is one call. */
export interface RawClient {
  /**
   * The answer's messages.
   *
   * @param timeoutMs the client cancels the call when it takes longer
   * @throws ServiceError
   */
  call(method: string, request: object, timeoutMs?: number): Promise<object[]>;
  close(): void;
}

export function rawClient(host: string): RawClient {
  const client = new Client(host, credentials.createInsecure());
  return {
    call: (method, request, timeoutMs = 60_000) => {
      const definition = firestoreService[method];
      if (!definition) throw new Error(`There is no method ${method}.`);
      const { path, requestSerialize, responseDeserialize, responseStream } = definition;
      const options = { deadline: Date.now() + timeoutMs };
      const decode = (bytes: Buffer) => responseDeserialize(bytes) as object;
      return new Promise((resolve, reject) => {
        if (responseStream) {
          const stream = client.makeServerStreamRequest(
            path,
            requestSerialize,
            decode,
            request,
            options,
          );
          const messages: object[] = [];
          stream.on('data', (message: object) => messages.push(message));
          stream.on('end', () => {
            resolve(messages);
          });
          stream.on('error', reject);
        } else {
          const answer = (error: ServiceError | null, message?: object) => {
            if (error) reject(error);
            else resolve(message ? [message] : []);
          };
          client.makeUnaryRequest(path, requestSerialize, decode, request, options, answer);
        }
      });
    },
    close: () => {
      client.close();
    },
  };
}
