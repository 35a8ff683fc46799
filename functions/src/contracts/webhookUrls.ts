/** The most endpoints: each event is a request to each of them. */
const MOST = 5;

const LOCAL = /^(localhost|127\.0\.0\.1)$/;

/** An address and no name; the URL has been normalized. */
const ADDRESS = /^\[|^\d+(\.\d+){3}$/;

/** Names that only a network of its own knows, such as that of the metadata server of Google Cloud. */
const INTERNAL = /(^|\.)(localhost|local|internal|localdomain|home\.arpa)$/;

/**
 * The addresses of webhooks in a text, by commas.
 *
 * @param isLocal whether endpoints may be on this machine, without TLS
 * @throws Error saying what WEBHOOK_URLS must be
 */
export function parseWebhookUrls(text: string, isLocal: boolean): string[] {
  const given = text.split(',').map((value) => value.trim());
  const urls = given.filter((value) => value !== '').map((value) => checked(value, isLocal));
  if (urls.length > MOST) throw new Error(`WEBHOOK_URLS can have ${MOST} addresses at most.`);
  return [...new Set(urls)];
}

function checked(value: string, isLocal: boolean): string {
  const { href, fault } = webhookUrl(value, isLocal);
  if (href !== undefined) return href;
  throw new Error(
    `WEBHOOK_URLS must be addresses such as https://api.example.com/streaks, by commas: ${value} ${fault}.`,
  );
}

/** An address as it is kept, or what is wrong with it. */
type Checked =
  | { readonly href: string; readonly fault?: undefined }
  | { readonly href?: undefined; readonly fault: string };

/**
 * The address of a webhook in a text, normalized, or why nothing may be sent to it.
 *
 * @param isLocal whether endpoints may be on this machine, without TLS
 */
export function webhookUrl(value: string, isLocal: boolean): Checked {
  const url = URL.parse(value);
  if (!url) return { fault: 'is none' };
  const { protocol, hostname, username, password, hash, href } = url;
  if (username !== '' || password !== '' || hash !== '') {
    return { fault: 'has a user, a password or a fragment' };
  }
  if (isLocal && LOCAL.test(hostname) && /^https?:$/.test(protocol)) return { href };
  if (protocol !== 'https:') return { fault: 'does not begin with https' };
  if (ADDRESS.test(hostname) || !hostname.includes('.') || INTERNAL.test(hostname)) {
    return { fault: 'has no public host name' };
  }
  return { href };
}
