/** The gRPC codes this server answers with (google.rpc.Code). */
export const code = {
  ok: 0,
  cancelled: 1,
  invalidArgument: 3,
  notFound: 5,
  alreadyExists: 6,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  internal: 13,
} as const;

export type Code = (typeof code)[keyof typeof code];

/** An error that is the client's answer: its code and message go over the wire as they are. */
export class StatusError extends Error {
  constructor(
    readonly code: Code,
    message: string,
  ) {
    super(message);
    this.name = 'StatusError';
  }
}

export function invalidArgument(message: string): StatusError {
  return new StatusError(code.invalidArgument, message);
}

export function failedPrecondition(message: string): StatusError {
  return new StatusError(code.failedPrecondition, message);
}
