/**
 * When a `Retry-After` header lets one come back (RFC 9110 10.2.3: seconds or a date), in milliseconds
 * since the epoch; undefined when there is none or it makes no sense.
 */
export function retryAfter(header: unknown, now: number): number | undefined {
  if (typeof header !== 'string' || header === '') return undefined;
  const at = /^\d+$/.test(header) ? now + Number(header) * 1000 : Date.parse(header);
  return at > now ? at : undefined;
}
