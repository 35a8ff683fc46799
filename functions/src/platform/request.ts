/** Where a callable sends what it has before its answer, to clients that call it as a stream. */
export interface Stream<Chunk> {
  /** Whether the caller takes anything before the answer; otherwise `send` does nothing. */
  readonly isOpen: boolean;
  readonly send: (chunk: Chunk) => Promise<unknown>;
  /** Aborted when the caller has hung up. */
  readonly signal: AbortSignal;
}

/** Who calls, and the id that follows the call through logs, documents and messages. */
export interface Caller {
  readonly uid: string;
  readonly correlationId: string;
  /** Whether they have no account, by their token; a caller who is not a client's has one. */
  readonly isAnonymous?: boolean;
}

/** A request of anyone, as far as it matters. */
export interface HttpsRequest {
  readonly method: string;
  readonly path: string;
  /** The path with the query. */
  readonly url: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** By names in lower case; one that was sent twice counts as not sent. */
  readonly header: (name: string) => string | undefined;
  /** The bytes of the body; undefined where there were none. */
  readonly rawBody: Buffer | undefined;
}

/** What is answered. An object becomes JSON. */
export interface HttpsResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | object;
}
