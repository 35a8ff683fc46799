import type { DocumentData, Timestamp } from 'firebase-admin/firestore';
import type { z } from 'zod';
import type { Contract, StrictRequest } from '../contracts/contract';
import type { QueueName, TopicName } from '../contracts/messages';
import type { LogContext } from '../platform/log';
import type { Caller, HttpsRequest, HttpsResponse, Stream } from '../platform/request';
import type { Access, OpenAccess, Scale } from './access';

/** Names of secrets that a function needs. */
export type SecretName =
  | 'SENDGRID_API_KEY'
  | 'SENDGRID_WEBHOOK_KEYS'
  | 'UNSUBSCRIBE_SIGNING_KEYS'
  | 'WEBHOOK_SIGNING_SECRETS';

/** What the rows of all kinds have. */
interface Common {
  readonly scale: Scale;
  readonly secrets?: readonly SecretName[];
  /** Whether it reaches the Redis server of the calendar cache. */
  readonly usesCache?: boolean;
}

/** What clients call. Contracts are asked for when a call comes: a cold start loads only its own. */
export interface CallableRow<
  Request extends StrictRequest = StrictRequest,
  Response extends z.ZodType = z.ZodType,
> extends Common {
  readonly kind: 'callable';
  readonly contract: () => Contract<Request, Response>;
  readonly access: Access;
}

/** What Cloud Scheduler runs, in UTC; a run that failed is retried three times. */
export interface ScheduleRow extends Common {
  readonly kind: 'schedule';
  /** In unix-cron, by UTC. */
  readonly cron: string;
  /** The log entry of a run. */
  readonly logs: string;
  /** Default: `info`. */
  readonly level?: 'info' | 'warn';
}

/** What handles the messages of a topic; a message that failed comes back for an hour. */
export interface WorkerRow<
  Message extends z.ZodType<Record<string, unknown>> = z.ZodType<Record<string, unknown>>,
> extends Common {
  readonly kind: 'worker';
  readonly topic: TopicName;
  readonly message: () => Message;
  /** The log entry of a message that was handled. */
  readonly logs: string;
}

/** What runs the tasks of a queue, which has its name. */
export interface TaskRow<
  Task extends z.ZodType<{ readonly correlationId: string }> = z.ZodType<{
    readonly correlationId: string;
  }>,
> extends Common {
  readonly kind: 'task';
  readonly queue: QueueName;
  readonly task: () => Task;
  readonly retry: {
    readonly maxAttempts: number;
    readonly minBackoffSeconds: number;
    readonly maxBackoffSeconds: number;
    readonly maxDoublings?: number;
  };
  readonly maxConcurrentDispatches?: number;
  /** What the CLI enqueues after each deployment. Default: nothing. */
  readonly afterDeployment?: { readonly correlationId: string };
  /** The reason of the dead letter that a task becomes when its last attempt failed. Default: none. */
  readonly givesUpAs?: string;
}

/** What follows from a change of a document; a change that could not be handled comes back for a day. */
export interface DocumentRow extends Common {
  readonly kind: 'document';
  readonly on: 'created' | 'written';
  readonly document: string;
}

/** A page or a webhook. */
export interface HttpsRow extends Common {
  readonly kind: 'https';
  readonly access: OpenAccess;
}

/** What follows when an account is deleted; an event that could not be handled comes back for a day. */
export interface AccountRow extends Common {
  readonly kind: 'account';
}

/** A row of the table of functions. */
export type Row =
  CallableRow | ScheduleRow | WorkerRow | TaskRow | DocumentRow | HttpsRow | AccountRow;

/** What a handler has done, for its log entry; nothing where there was nothing to do. */
export type Done = object | undefined;

/** Serves a call. */
export type UseCase<Request, Response> = (
  caller: Caller,
  request: Request,
  stream: Stream<Response>,
) => Promise<Response>;

/** A change of a document. */
export interface DocumentChange {
  readonly id: string;
  readonly params: Readonly<Record<string, string>>;
  readonly before: DocumentData | undefined;
  readonly after: DocumentData | undefined;
  /** When it happened. */
  readonly at: Timestamp;
}

/** An account that was deleted. */
export interface DeletedAccount {
  readonly uid: string;
  /** Of Identity Platform, that it belonged to. */
  readonly tenant?: string;
  /** ISO 8601. */
  readonly deletedAt: string;
}

/** What a row's function does; `deploy.ts` puts it behind its trigger. */
export type HandlerOf<R> =
  R extends CallableRow<infer Request, infer Response>
    ? UseCase<z.output<Request>, z.output<Response>>
    : R extends ScheduleRow
      ? (scheduledFor: Date, context: LogContext) => Promise<Done>
      : R extends WorkerRow<infer Message>
        ? (message: z.output<Message>, context: LogContext, deadline: number) => Promise<Done>
        : R extends TaskRow<infer Task>
          ? (task: z.output<Task>, context: LogContext) => Promise<void>
          : R extends DocumentRow
            ? (change: DocumentChange, context: LogContext) => Promise<void>
            : R extends HttpsRow
              ? (request: HttpsRequest, context: LogContext) => Promise<HttpsResponse>
              : R extends AccountRow
                ? (account: DeletedAccount, context: LogContext) => Promise<void>
                : never;
