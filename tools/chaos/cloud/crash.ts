import { status } from '@grpc/grpc-js';

/**
 * The process has ended. For the code in it nothing is left but to unwind: whatever it tries to reach
 * from then on, it meets this again, so nothing of it is seen outside.
 */
export class Crash extends Error {
  override readonly name = 'Crash';
  /** INVALID_ARGUMENT, which no client library tries again. */
  readonly code = 3;
  readonly details = 'The process has ended.';

  constructor() {
    super('The process has ended.');
  }
}

/** An RPC that failed. `code` is gRPC's. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  /** The client library looks for words in it. */
  readonly details = 'It was made to fail.';

  constructor(readonly code: number) {
    super(`${code} ${String(status[code])}: It was made to fail.`);
  }
}
