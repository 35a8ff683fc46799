import { status } from '@grpc/grpc-js';
import type { handleUnaryCall, ServerUnaryCall } from '@grpc/grpc-js';
import { RpcError } from './rpcError';

/** A gRPC method from a plain function: what it returns is the reply, what it throws the status. */
export function unary<Request, Reply>(
  handle: (request: Request, call: ServerUnaryCall<Request, Reply>) => Reply | Promise<Reply>,
): handleUnaryCall<Request, Reply> {
  return (call, callback) => {
    const reply = async () => handle(call.request, call);
    reply().then(
      (value) => {
        callback(null, value);
      },
      (error: unknown) => {
        callback(
          error instanceof RpcError ? error : { code: status.INTERNAL, details: String(error) },
        );
      },
    );
  };
}
