import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Messaging, TokenMessage } from 'firebase-admin/messaging';
import { appForAdmin } from './adminApp';
import type { Dependency } from './dependency';
import { DependencyDownError } from './dependencyDownError';
import { localPushApp } from './localPushApp';
import type { LogContext } from './log';
import type { PushAnswer } from './pushAnswer';
import { isFcmTransient, pushCodeOf } from './pushCode';
import { retryAfter } from './retryAfter';

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
export function fcm(fcmDependency: Dependency, now: () => number, host?: string): Push {
  let messaging: Promise<Messaging> | undefined;
  const notBefore = followRetryAfter(now);
  const sendOne = async (message: TokenMessage, context: LogContext): Promise<PushAnswer> => {
    messaging ??= load(host);
    const client = await messaging;
    try {
      return { is: 'accepted', id: await fcmDependency.call(() => client.send(message), context) };
    } catch (error) {
      return answerOf(error);
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
  if (error instanceof DependencyDownError) return { is: 'later', code: 'down', attempted: false };
  const code = pushCodeOf(error);
  if (code === 'registration-token-not-registered') return { is: 'gone' };
  return isFcmTransient(error) ? { is: 'later', code, attempted: true } : { is: 'refused', code };
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
