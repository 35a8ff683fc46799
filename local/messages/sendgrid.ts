import type { ShownMail } from './shownMessage';

interface Address {
  readonly email?: unknown;
  readonly name?: unknown;
}

interface MailBody {
  readonly personalizations?: readonly {
    readonly to?: readonly Address[];
    readonly custom_args?: Record<string, string>;
  }[];
  readonly from?: Address;
  readonly subject?: unknown;
  readonly content?: readonly { readonly type?: unknown; readonly value?: unknown }[];
  readonly headers?: Record<string, string>;
  readonly custom_args?: Record<string, string>;
}

/** Headers that SendGrid sets itself and refuses in requests. */
const RESERVED =
  /^(x-sg-id|x-sg-eid|received|dkim-signature|content-type|to|from|subject|reply-to|cc|bcc)$/i;

/**
 * Reads a request to `/v3/mail/send` of SendGrid, as strictly as SendGrid does where it matters:
 * https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send
 *
 * @throws Error with what SendGrid would complain of
 */
export function readMail(body: unknown): Omit<ShownMail, 'number' | 'at' | 'id'> {
  const mail = body as MailBody;
  const [personalization] = mail.personalizations ?? [];
  const [to] = personalization?.to ?? [];
  const types = (mail.content ?? []).map(({ type }) => type);
  check(isAddress(to?.email), 'The to email is required for all personalization objects');
  check(isAddress(mail.from?.email), 'The from object must be provided for every email send');
  check(typeof mail.subject === 'string' && mail.subject !== '', 'The subject is required');
  check(types.join() === 'text/plain,text/html', 'text/plain must come first, then text/html');
  const headers = mail.headers ?? {};
  check(!Object.keys(headers).some((name) => RESERVED.test(name)), 'A header is reserved');
  check(!Object.values(headers).some((value) => /[\r\n]/.test(value)), 'A header has two lines');
  const customArgs = { ...mail.custom_args, ...personalization?.custom_args };
  check(Buffer.byteLength(JSON.stringify(customArgs)) <= 10_000, 'Custom arguments are too long');
  const value = (type: string) =>
    String(mail.content?.find((content) => content.type === type)?.value);
  return {
    channel: 'email',
    to: String(to?.email),
    from: String(mail.from?.email),
    subject: String(mail.subject),
    text: value('text/plain'),
    html: value('text/html'),
    headers,
    customArgs,
  };
}

function isAddress(email: unknown): boolean {
  return typeof email === 'string' && /^[^\s@]+@[^\s@]+$/.test(email);
}

function check(holds: boolean, complaint: string): void {
  if (!holds) throw new Error(complaint);
}
