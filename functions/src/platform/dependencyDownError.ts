/** The breaker of a dependency is open: nothing was sent. Hand the work back for later. */
export class DependencyDownError extends Error {
  override readonly name = 'DependencyDownError';

  constructor(readonly dependency: string) {
    super(`${dependency} has failed repeatedly and is left alone for some seconds.`);
  }
}
