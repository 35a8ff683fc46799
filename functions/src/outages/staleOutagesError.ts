/**
 * A streak was settled with a later list of outages than the one at hand: load the list again and
 * repeat. Nothing has been changed when it is thrown.
 */
export class StaleOutagesError extends Error {
  override readonly name = 'StaleOutagesError';

  constructor(
    version: number,
    readonly needed: number,
  ) {
    super(`Version ${version} of the outages is older than version ${needed}.`);
  }
}
