import {
  Metadata,
  Server,
  ServerCredentials,
  type UntypedServiceImplementation,
  status,
} from '@grpc/grpc-js';
import { firestoreService } from '../../local/firestore/index';

/** A Firestore that refuses all that it is asked. */
export interface RefusingStore {
  /** `host:port` */
  readonly host: string;
  readonly close: () => void;
}

type Answer = (error: { code: status; details: string }) => void;

interface Call {
  readonly request?: unknown;
  sendMetadata(metadata: Metadata): void;
  emit(event: 'error', error: { code: status; details: string }): void;
  on(event: 'data', listener: (request: unknown) => void): void;
}

/**
 * Starts a Firestore that refuses each RPC, for good, with a message that repeats the whole
 * request, as the real one repeats names of documents and values.
 */
export async function startRefusingStore(): Promise<RefusingStore> {
  const server = new Server({ 'grpc.max_receive_message_length': 20_000_000 });
  const handlers = Object.entries(firestoreService).map(([name, { requestStream }]) => [
    name,
    (call: Call, answer?: Answer) => {
      const refuse = (request: unknown) => {
        const error = { code: status.PERMISSION_DENIED, details: repeating(request) };
        if (answer) answer(error);
        else call.emit('error', error);
      };
      // Without a beginning of an answer, the client library tries again for seven seconds.
      if (!answer) call.sendMetadata(new Metadata());
      if (requestStream) call.on('data', refuse);
      else refuse(call.request);
    },
  ]);
  server.addService(firestoreService, Object.fromEntries(handlers) as UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    host: `127.0.0.1:${port}`,
    close: () => {
      server.forceShutdown();
    },
  };
}

/** As much as fits into the trailers of an answer. */
function repeating(request: unknown): string {
  return `This is not allowed: ${JSON.stringify(request)}`.slice(0, 3_000);
}
