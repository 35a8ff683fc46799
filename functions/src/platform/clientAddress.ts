import type { IncomingHttpHeaders } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * The network that a request comes from: an IPv4 address, or the /64 of an IPv6 one, which one
 * household has to itself. Google's front end adds the address that it saw at the end of
 * `X-Forwarded-For`; what stands before it is what the caller claims.
 */
export function clientAddress(headers: IncomingHttpHeaders, peer: string | undefined): string {
  const forwarded = headers['x-forwarded-for'];
  const listed = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  const seen = listed?.split(',').at(-1)?.trim() ?? '';
  const address = seen === '' ? (peer ?? 'unknown') : seen;
  return isIPv6(address) && !address.includes('.') ? networkOf(address) : address;
}

/** The first four groups, `::` written out. */
function networkOf(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const missing = 8 - groups(head).length - groups(tail).length;
  const zeros = Array.from({ length: Math.max(0, missing) }, () => '0');
  const all = [...groups(head), ...zeros, ...groups(tail)];
  return all
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}
