/** A request that cannot be met as it was made; the message says why and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
