import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Metadata } from '@grpc/grpc-js';
import type {
  handleServerStreamingCall,
  handleUnaryCall,
  ServerWritableStream,
} from '@grpc/grpc-js';
import { StatusError, code, invalidArgument } from '../status';
import { isTooLarge } from './protos';

/** Answers a request with one message. The signal says that the client no longer waits for it. */
export type Unary<Request, Response> = (
  request: Request,
  signal: AbortSignal,
) => Response | Promise<Response>;

/** Answers a request with a list of messages. */
export type Listing<Request, Response> = (
  request: Request,
  signal: AbortSignal,
) => readonly Response[] | Promise<readonly Response[]>;

/** Around every call: what to count before it and how long to hold back its answer. */
export interface CallOptions {
  readonly latencyMs: number;
  readonly onCall: (method: string) => void;
}

export function unaryCall<Request extends object, Response>(
  method: string,
  answer: Unary<Request, Response>,
  { latencyMs, onCall }: CallOptions,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    onCall(method);
    const respond = async () => {
      checkSize(call.request);
      const response = await answer(call.request, cancellation(call));
      if (latencyMs > 0) await sleep(latencyMs);
      return response;
    };
    respond().then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback(toStatus(error));
      },
    );
  };
}

export function listingCall<Request extends object, Response>(
  method: string,
  answer: Listing<Request, Response>,
  { latencyMs, onCall }: CallOptions,
): handleServerStreamingCall<Request, Response> {
  return (call) => {
    onCall(method);
    const respond = async () => {
      checkSize(call.request);
      const responses = await answer(call.request, cancellation(call));
      if (latencyMs > 0) await sleep(latencyMs);
      writeAll(call, responses);
    };
    respond().catch((error: unknown) => {
      // A client that has seen headers takes the error as final; else it tries again for seconds.
      call.sendMetadata(new Metadata());
      call.emit('error', toStatus(error));
    });
  };
}

/** Aborted when the call is cancelled, times out or loses its connection. */
function cancellation(call: EventEmitter & { readonly cancelled: boolean }): AbortSignal {
  const controller = new AbortController();
  if (call.cancelled) controller.abort();
  call.once('cancelled', () => {
    controller.abort();
  });
  return controller.signal;
}

/** Waits for the client where it reads slower than this; a call that is cancelled never goes on. */
function writeAll<Response>(
  call: ServerWritableStream<unknown, Response>,
  responses: readonly Response[],
): void {
  let next = 0;
  const write = () => {
    while (next < responses.length) {
      const response = responses[next++];
      if (response !== undefined && !call.write(response)) {
        call.once('drain', write);
        return;
      }
    }
    call.end();
  };
  write();
}

/** What the client is told; anything that is not a StatusError is a defect of this server. */
export function toStatus(error: unknown): { code: number; details: string } {
  if (error instanceof StatusError) return { code: error.code, details: error.message };
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: code.internal, details };
}

function checkSize(request: object): void {
  if (isTooLarge(request)) {
    throw invalidArgument('Request payload size exceeds the limit: 10485760 bytes.');
  }
}
