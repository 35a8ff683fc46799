/** Who calls, and the id that follows the call through logs, documents and messages. */
export interface Caller {
  readonly uid: string;
  readonly correlationId: string;
}
