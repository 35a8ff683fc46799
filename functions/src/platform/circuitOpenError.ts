/**
 * The breaker of a dependency is open: nothing was sent. Hand the work back for later. Apart from
 * `circuitBreaker.ts`, so that a callable loads no breaker.
 */
export class CircuitOpenError extends Error {
  override readonly name = 'CircuitOpenError';

  constructor(readonly dependency: string) {
    super(`${dependency} has failed repeatedly and is left alone for some seconds.`);
  }
}
