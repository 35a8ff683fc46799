/** Who calls, and the id that follows the call through logs, documents and messages. */
export interface Caller {
  readonly uid: string;
  readonly correlationId: string;
  /** Whether they have no account, by their token; a caller who is not a client's has one. */
  readonly isAnonymous?: boolean;
}
