/** Someone asked for the end. */
export class StopRequest extends Error {
  override readonly name = 'StopRequest';
}

const PARENT_CHECK_MS = 500;

/**
 * Rejects with a StopRequest when this process gets a signal, or when npm, which does not pass on
 * every signal, has gone.
 */
export function stopRequest(): Promise<never> {
  const request = new Promise<never>((_, reject) => {
    const stop = () => {
      reject(new StopRequest('Stopped.'));
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) stop();
    }, PARENT_CHECK_MS).unref();
  });
  request.catch(() => undefined);
  return request;
}
