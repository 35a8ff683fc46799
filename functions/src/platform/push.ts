import { type App, initializeApp } from 'firebase-admin/app';
import type { Messaging, TokenMessage } from 'firebase-admin/messaging';
import { projectID } from 'firebase-functions/params';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent } from 'node:https';
import { connect } from 'node:net';
import type { Breaker } from './circuitBreaker';
import { CircuitOpenError } from './circuitOpenError';
import { appForAdmin } from './firestore';
import type { LogContext } from './log';
import { retryAfter } from './mail';
import { metric } from './metric';

/** What FCM answered for one device. Codes are the SDK's, without `messaging/`. */
export type PushAnswer =
  | { readonly is: 'accepted'; readonly id: string }
  /** The app is no longer on the device. */
  | { readonly is: 'gone' }
  | { readonly is: 'refused'; readonly code: string }
  | { readonly is: 'later'; readonly code: string; readonly attempted: boolean };

/** What FCM may answer when the same message can succeed later; the rest is refused for good. */
const transient: readonly string[] = [
  'message-rate-exceeded',
  'device-message-rate-exceeded',
  'server-unavailable',
  'internal-error',
  'unknown-error',
];

/** FCM was refused by APNs, or by a service of web push: other devices are reached as before. */
const THIRD_PARTY = 'third-party-auth-error';

/** Wrong credentials are put right by people, who should not have to send again what was lost. */
function isOfCredentials(code: string): boolean {
  return code === 'authentication-error' || code === THIRD_PARTY || code.includes('credential');
}

/** The SDK's code of an error, without `messaging/` or `app/`. */
export function pushCodeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code.replace(/^(messaging|app)\//, '') : 'no-answer';
}

/**
 * Whether FCM, or the way to it, failed: https://firebase.google.com/docs/cloud-messaging/error-codes.
 * Credentials are no reason to stop calling it: those of one platform may be wrong alone.
 */
export function isFcmTransient(error: unknown): boolean {
  const code = pushCodeOf(error);
  if (isOfCredentials(code)) return false;
  return transient.includes(code) || code === 'no-answer' || code.startsWith('network-');
}

const TOKEN_SECONDS = 3600;

/** An app whose requests to Google, in plain HTTP, go to a local server at `host:port` instead. */
function localPushApp(host: string): App {
  const { hostname, port } = new URL(`http://${host}`);
  const httpAgent = Object.assign(new Agent({ keepAlive: true }), {
    createConnection: () => connect(Number(port), hostname),
  });
  const getAccessToken = () =>
    Promise.resolve({ access_token: 'local', expires_in: TOKEN_SECONDS });
  const projectId = projectID.value();
  return initializeApp({ projectId, httpAgent, credential: { getAccessToken } }, `push-${host}`);
}

/** FCM asks for at most so many requests at a time. */
const CHUNK = 100;

/** What FCM wants to be waited after a quota is used up, where it does not say. */
const QUOTA_PAUSE_MS = 60_000;

/** What became of messages, in their order. */
export interface PushAnswers {
  readonly answers: readonly PushAnswer[];
  /** Milliseconds since the epoch, where FCM said when to come back. */
  readonly retryAt: number | undefined;
}

/** Sends push messages, one for each device. Never throws for what FCM answers. */
export type Push = (messages: readonly TokenMessage[], context: LogContext) => Promise<PushAnswers>;

/**
 * FCM, through firebase-admin. The SDK repeats a request up to four times after a 503 or a broken
 * connection and keeps a Retry-After of up to a minute while it does; there are no retries on top of
 * that here, only the breaker of `fcm`. What fails then is for later: a message replaces itself on the
 * device, so a repeat does no harm.
 *
 * @param now milliseconds since the epoch
 * @param host `host:port` of a local server that stands in for FCM
 */
export function fcm(breaker: Breaker, now: () => number, host?: string): Push {
  let messaging: Promise<Messaging> | undefined;
  const notBefore = followRetryAfter(now);
  const sendOne = async (message: TokenMessage, context: LogContext): Promise<PushAnswer> => {
    messaging ??= load(host);
    const client = await messaging;
    try {
      return { is: 'accepted', id: await breaker.call(() => client.send(message), context) };
    } catch (error) {
      const answer = answerOf(error);
      if (answer.is === 'later' && isOfCredentials(answer.code)) {
        const provider = answer.code === THIRD_PARTY ? 'apns-or-web-push' : 'fcm';
        metric('credentials_refused', 1, context, { provider });
      }
      return answer;
    }
  };
  return async (messages, context) => {
    const answers: PushAnswer[] = [];
    for (let at = 0; at < messages.length; at += CHUNK) {
      const chunk = messages.slice(at, at + CHUNK);
      answers.push(...(await Promise.all(chunk.map((message) => sendOne(message, context)))));
    }
    const isOverQuota = answers.some(({ is, ...rest }) => 'code' in rest && isQuota(rest.code));
    const said = notBefore.at > now() ? notBefore.at : undefined;
    return { answers, retryAt: said ?? (isOverQuota ? now() + QUOTA_PAUSE_MS : undefined) };
  };
}

async function load(host: string | undefined): Promise<Messaging> {
  const { getMessaging } = await import('firebase-admin/messaging');
  return getMessaging(host === undefined ? appForAdmin() : localPushApp(host));
}

function answerOf(error: unknown): PushAnswer {
  if (error instanceof CircuitOpenError) return { is: 'later', code: 'down', attempted: false };
  const code = pushCodeOf(error);
  if (code === 'registration-token-not-registered') return { is: 'gone' };
  const mayPass = isFcmTransient(error) || isOfCredentials(code);
  return mayPass ? { is: 'later', code, attempted: true } : { is: 'refused', code };
}

function isQuota(code: string): boolean {
  return code === 'message-rate-exceeded' || code === 'device-message-rate-exceeded';
}

/** The SDK keeps the Retry-After of its errors to itself, so it is read off the responses. */
function followRetryAfter(now: () => number): { readonly at: number } {
  const latest = { at: 0 };
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    const at = retryAfter(response.headers['retry-after'], now());
    if (request.host === 'fcm.googleapis.com' && at !== undefined) latest.at = at;
  });
  return latest;
}
