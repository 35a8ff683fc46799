/** Where a callable sends what it has before its answer, to clients that call it as a stream. */
export interface Stream<Chunk> {
  /** Whether the caller takes anything before the answer; otherwise `send` does nothing. */
  readonly isOpen: boolean;
  readonly send: (chunk: Chunk) => Promise<unknown>;
  /** Aborted when the caller has hung up. */
  readonly signal: AbortSignal;
}
