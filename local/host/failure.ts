/** What a function threw while it handled an event, a task or a schedule. */
export interface Failure {
  /** The name of the exported function. */
  readonly name: string;
  /** The id of the event or task; the time of a schedule. The same at every attempt. */
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly error: unknown;
  /** Whether it will be run again. */
  readonly retried: boolean;
}
