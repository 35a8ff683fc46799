import type { Auth } from './unsignedToken';

/** What a host runs, and where it finds what the functions hear of. */
export interface HostOptions {
  /** The exports of a module with Cloud Functions v2; other exports are passed over. */
  functions: Readonly<Record<string, unknown>>;
  projectId: string;
  /** Default: us-central1. */
  region?: string;
  /** `host:port`; needed when there are functions on topics. */
  pubsubHost?: string;
  /** `host:port`; needed when there are functions on documents. */
  firestoreHost?: string;
  /** Default: any free port. */
  port?: number;
  /**
   * Resolves when Firestore and Pub/Sub have handed all their events to the host; {@link Host.idle}
   * asks it. Default: 300 ms have passed, for servers that cannot be asked.
   */
  settled?: () => Promise<void>;
  /** How often an event or a message is tried whose function retries. Default: 6. */
  maxAttempts?: number;
  /** The clock that tasks wait by, in milliseconds since the epoch. Default: this machine's. */
  now?: () => number;
  /** Hears what functions throw, as {@link Host.failures} does. */
  onFailure?: (failure: Failure) => void;
}

/** Runs Cloud Functions in this process as production would, over the real protocols. */
export interface Host {
  /** `127.0.0.1:PORT`, also the value for CLOUD_TASKS_EMULATOR_HOST. */
  readonly address: string;
  /** Where an HTTP function is: `http://127.0.0.1:PORT/PROJECT/REGION/NAME`. */
  url(name: string): string;
  /**
   * Calls a callable over HTTP.
   * @throws CallableError
   */
  call(name: string, data?: unknown, auth?: Auth): Promise<unknown>;
  /**
   * Calls a callable as a stream and gives what it sends before its answer.
   * @throws CallableError
   */
  stream(name: string, data?: unknown, auth?: Auth): AsyncGenerator;
  /**
   * Runs a scheduled function as Cloud Scheduler does, once.
   * @throws when the function failed
   */
  runSchedule(name: string, scheduleTime: Date): Promise<void>;
  /**
   * Runs what follows when Auth has deleted an account, as Auth does, once; now or when it tells late.
   * @throws when a function failed
   */
  deleteAccount(uid: string, deletedAt?: Date): Promise<void>;
  /** The tasks that wait for their time. */
  readonly tasks: TaskQueues;
  /** Resolves when every event and due task has been handled, retries and follow-ups included. */
  idle(): Promise<void>;
  /** What functions threw, in order. */
  readonly failures: readonly Failure[];
  /** Unsubscribes the functions and ends all connections. */
  close(): Promise<void>;
}

/** Tasks whose time has not come. Those without a time in the future run at once. */
export interface TaskQueues {
  readonly scheduled: readonly ScheduledTask[];
  /** Runs what is scheduled until then, in that order, each to its last attempt. */
  readonly runUntil: (time: Date) => Promise<void>;
}

/** A task that waits for its time. */
export interface ScheduledTask {
  readonly name: string;
  readonly id: string;
  readonly time: Date;
  /** What the function is called with. */
  readonly data: unknown;
}

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
