import type sendgridClientModule from '@sendgrid/client';
import type sendgridMailModule from '@sendgrid/mail';
import type { MailDataRequired } from '@sendgrid/mail';
import type { Breaker } from './circuitBreaker';
import { CircuitOpenError } from './circuitOpenError';
import type { LogContext } from './log';
import { metric } from './metric';

/**
 * When a `Retry-After` header lets one come back (RFC 9110 10.2.3: seconds or a date), in milliseconds
 * since the epoch; undefined when there is none or it is malformed.
 */
export function retryAfter(header: unknown, now: number): number | undefined {
  if (typeof header !== 'string' || header === '') return undefined;
  const at = /^\d+$/.test(header) ? now + Number(header) * 1000 : Date.parse(header);
  return at > now ? at : undefined;
}

/** The client library sets none. */
const TIMEOUT_MS = 10_000;

type Client = typeof sendgridClientModule;
type Service = typeof sendgridMailModule;

/** A mail, complete. */
export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Comes back with each report about the mail. */
  readonly customArgs: Readonly<Record<string, string>>;
  readonly category: string;
}

/** What SendGrid answered. Codes are HTTP statuses or names of network errors. */
export type MailAnswer =
  | { readonly is: 'accepted'; readonly id: string }
  | { readonly is: 'refused'; readonly code: string }
  /** Surely not taken. */
  | {
      readonly is: 'later';
      readonly code: string;
      readonly at: number | undefined;
      readonly attempted: boolean;
    }
  /** It may have been taken. */
  | { readonly is: 'unknown'; readonly code: string };

/** Sends a mail with one request. Never throws for what SendGrid answers. */
export type Mail = (letter: Letter, context: LogContext) => Promise<MailAnswer>;

/**
 * SendGrid, through its own client, which repeats nothing; neither do we, because SendGrid would send
 * a repeated request again. What is not taken is for later.
 *
 * @param now milliseconds since the epoch
 * @param host `host:port` of a local server that stands in for SendGrid
 */
export function sendgrid(
  breaker: Breaker,
  apiKey: () => string,
  now: () => number,
  host?: string,
): Mail {
  let service: Promise<Service> | undefined;
  return async (letter, context) => {
    service ??= load(apiKey(), host);
    const mail = await service;
    try {
      const [response] = await breaker.call(() => mail.send(dataOf(letter)), context);
      return { is: 'accepted', id: idOf(response.headers) };
    } catch (error) {
      if (error instanceof CircuitOpenError) {
        return { is: 'later', code: 'down', at: undefined, attempted: false };
      }
      if (isOfCredentials(error)) {
        metric('credentials_refused', 1, context, { provider: 'sendgrid' });
      }
      return answerOf(error, now());
    }
  };
}

async function load(apiKey: string, host: string | undefined): Promise<Service> {
  const [{ default: mail }, { default: sendgridClient }] = await Promise.all([
    import('@sendgrid/mail'),
    import('@sendgrid/client'),
  ]);
  // Each exports its class as a property of an instance, which its types leave out.
  const { MailService } = mail as Service & { readonly MailService: new () => Service };
  const { Client } = sendgridClient as Client & { readonly Client: new () => Client };
  const client = new Client();
  client.setApiKey(apiKey);
  if (host !== undefined) client.setDefaultRequest('baseUrl', `http://${host}/`);
  const service = new MailService();
  service.setClient(client);
  service.setTimeout(TIMEOUT_MS);
  return service;
}

function dataOf({ category, headers, customArgs, ...letter }: Letter): MailDataRequired {
  return {
    ...letter,
    headers: { ...headers },
    customArgs: { ...customArgs },
    categories: [category],
    trackingSettings: {
      clickTracking: { enable: false }, // links stay what they are, the one to unsubscribe above all
      openTracking: { enable: true },
      subscriptionTracking: { enable: false }, // we have our own
    },
  };
}

function idOf(headers: unknown): string {
  const id = (headers as Record<string, unknown> | undefined)?.['x-message-id'];
  return typeof id === 'string' ? id : '';
}

/** Network errors after which nothing can have arrived. */
const neverArrived: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors */
function answerOf(error: unknown, now: number): MailAnswer {
  const code = mailCodeOf(error);
  const status = Number(code);
  const later = { is: 'later', code, attempted: true } as const;
  // Put right by people, who should not have to send again what was lost.
  if (isOfCredentials(error)) return { ...later, at: undefined };
  if (status === 429) return { ...later, at: comeBackAt(error, now) };
  if (status >= 400 && status < 500) return { is: 'refused', code };
  if (neverArrived.includes(code)) return { ...later, at: undefined };
  return { is: 'unknown', code };
}

/** Whether the key, the sender or the account is refused. */
function isOfCredentials(error: unknown): boolean {
  return ['401', '403'].includes(mailCodeOf(error));
}

/** An HTTP status, or the name of a network error. */
export function mailCodeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : 'no-answer';
}

/** Whether SendGrid, or the way to it, failed. */
export function isSendgridTransient(error: unknown): boolean {
  const status = Number(mailCodeOf(error));
  return !(status >= 400 && status < 500) || status === 429;
}

/** SendGrid says in `X-RateLimit-Reset` (seconds since the epoch) when there is room again. */
function comeBackAt(error: unknown, now: number): number | undefined {
  const { response } = error as { response?: { headers?: Record<string, unknown> } };
  const reset = Number(response?.headers?.['x-ratelimit-reset']) * 1000;
  return retryAfter(response?.headers?.['retry-after'], now) ?? (reset > now ? reset : undefined);
}
