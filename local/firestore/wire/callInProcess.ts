import { EventEmitter } from 'node:events';
import { Metadata, type UntypedServiceImplementation, status } from '@grpc/grpc-js';
import { firestoreService } from './protos';

/**
 * Answers a request, as the client's library made it, with the encoded messages of the response.
 * Rejects with what the client's side of gRPC makes of the server's status.
 */
export type CallInProcess = (
  method: string,
  request: object,
  signal?: AbortSignal,
) => Promise<Buffer[]>;

/** The two ways in which methods are called here, see handlers.ts. */
type Handler = (call: object, callback: (error: unknown, response?: unknown) => void) => void;

interface Status {
  readonly code: number;
  readonly details: string;
}

/** Calls methods in this process; what goes in and comes out is encoded as on the wire. */
export function callInProcess(methods: UntypedServiceImplementation): CallInProcess {
  return (name, request, signal) =>
    new Promise((resolve, reject) => {
      const definition = firestoreService[name];
      const method = methods[name] as Handler | undefined;
      if (!definition || !method) throw new Error(`There is no method ${name}.`);
      const answers: Buffer[] = [];
      const call = Object.assign(new EventEmitter(), {
        request: definition.requestDeserialize(definition.requestSerialize(request)) as object,
        cancelled: false,
        sendMetadata: () => undefined,
        write: (answer: unknown) => answers.push(definition.responseSerialize(answer)) > 0,
        end: () => {
          resolve(answers);
        },
      });
      const fail = (error: unknown) => {
        reject(serviceError(error as Status));
      };
      call.on('error', fail);
      signal?.addEventListener('abort', () => {
        call.cancelled = true;
        call.emit('cancelled');
      });
      method(call, (error, response) => {
        if (error) fail(error);
        else resolve([definition.responseSerialize(response)]);
      });
    });
}

function serviceError({ code, details }: Status): Error {
  const error = new Error(`${code} ${String(status[code])}: ${details}`);
  return Object.assign(error, { code, details, metadata: new Metadata() });
}
