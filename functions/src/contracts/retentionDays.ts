/** Days of silence after which users can be erased: fewer would meet people who are on holiday. */
export const LEAST_DAYS = 30;

/** That long ago nobody had an account: the instants that it is reckoned with lie after 1970. */
export const MOST_DAYS = 10_000;

/**
 * The parameter RETENTION_DAYS; 0: never.
 *
 * @throws Error saying what it must be
 */
export function parseRetentionDays(text: string): number {
  const days = Number(text);
  const isDays = /^\d{1,5}$/.test(text) && days >= LEAST_DAYS && days <= MOST_DAYS;
  if (isDays || text === '0') return days;
  throw new Error(
    `RETENTION_DAYS must be 0 (users never expire) or a whole number of days from ${LEAST_DAYS} to ${MOST_DAYS}.`,
  );
}
