import { status } from '@grpc/grpc-js';

/** An error that a client sees as a gRPC status. */
export class RpcError extends Error {
  constructor(
    readonly code: status,
    readonly details: string,
  ) {
    super(details);
  }
}

export const notFound = (resource: string) =>
  new RpcError(status.NOT_FOUND, `Resource not found (resource=${resource}).`);

export const alreadyExists = (resource: string) =>
  new RpcError(
    status.ALREADY_EXISTS,
    `Resource already exists in the project (resource=${resource}).`,
  );

export const invalidArgument = (reason: string) => new RpcError(status.INVALID_ARGUMENT, reason);

export const unimplemented = (feature: string) =>
  new RpcError(status.UNIMPLEMENTED, `This server does not support ${feature}.`);
