/** What a provider does to a request instead of answering it as it should. */
export type Fault =
  /** Another answer. */
  | {
      readonly does: 'answer';
      readonly status: number;
      readonly body: object;
      readonly headers?: Readonly<Record<string, string>>;
      /** Whether the message goes out all the same. */
      readonly accepts?: boolean;
    }
  /** No answer: the connection ends. */
  | { readonly does: 'hang-up'; readonly accepts: boolean };

/** A request as a fault is chosen by. */
export interface FaultyRequest {
  readonly service: 'fcm' | 'sendgrid';
  /** The token or the address that the message is for. */
  readonly receiver: string;
  /** Counts the requests to both services, from 1. */
  readonly number: number;
}

/** An error as FCM words it: https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode */
export function fcmError(
  httpStatus: number,
  status: string,
  errorCode?: string,
  headers: Readonly<Record<string, string>> = {},
): Fault {
  const type = 'type.googleapis.com/google.firebase.fcm.v1.FcmError';
  const details = errorCode === undefined ? [] : [{ '@type': type, errorCode }];
  const error = { code: httpStatus, message: `The server said ${status}.`, status, details };
  return { does: 'answer', status: httpStatus, body: { error }, headers };
}

/** An error as SendGrid words it. */
export function sendgridError(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Fault {
  const errors = [{ message, field: null, help: null }];
  return { does: 'answer', status, body: { errors }, headers };
}
