import { type Functions, httpsCallable } from 'firebase/functions';
import { failures } from './address';
import type { RequestOf, ResponseOf } from './callables';
import { FirestreakError } from './failure';

type Standing = ResponseOf<'followChallenge'>;

export interface FollowOptions {
  /** Ends following when it is aborted, also while nothing comes. */
  readonly signal?: AbortSignal;
}

/** How the caller stands in a challenge: now, and again whenever they come on. */
export type FollowChallenge = (
  request: RequestOf<'followChallenge'>,
  options?: FollowOptions,
) => AsyncGenerator<Standing, void, undefined>;

/** The function ends a stream after a minute; then it is called again, no sooner than this. */
const PAUSE_MS = 1000;

/**
 * Follows challenges of a project. A stream ends when all is reached, when its consumer leaves the
 * loop, or when the signal is aborted; it rejects with a FirestreakError, `unreachable` without a
 * network. Each holds a connection, so follow what the user looks at: one more than a user may hold
 * waits for as long as the server says, and then follows.
 *
 * @param prefix what the functions' names begin with
 */
export function following(functions: Functions, prefix = ''): FollowChallenge {
  const call = httpsCallable<unknown, Standing, Standing>(functions, `${prefix}followChallenge`);
  const failureOf = failures(functions, prefix);
  return async function* followChallenge(request, { signal } = {}) {
    const left = new AbortController();
    const ended = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
    const isOver = () => ended.aborted; // it may be, whenever something was awaited
    try {
      while (!isOver()) {
        let wait = PAUSE_MS;
        try {
          const { stream, data } = await call.stream(request, { signal: ended });
          data.catch(() => undefined); // the stream throws the same
          let hasBegun = false;
          for await (const standing of stream) {
            hasBegun = true;
            yield standing;
          }
          const latest = await answered(data);
          if (!latest && hasBegun) throw brokenOff();
          // The SDK does not look at what was answered instead of a stream; a plain call does.
          const { part } = latest ?? (await call(request)).data;
          if (part.completedOn !== null) return;
        } catch (error) {
          if (isOver()) return;
          wait = waitAfter(await failureOf('followChallenge', error));
        }
        await pause(wait, ended);
      }
    } finally {
      left.abort();
    }
  };
}

/** The answer of a stream that has ended. The SDK leaves one that never came pending for ever. */
function answered(data: Promise<Standing>): Promise<Standing | undefined> {
  return Promise.race([data, Promise.resolve(undefined)]);
}

function brokenOff(): FirestreakError {
  return new FirestreakError('unreachable', 'unavailable', 'The stream ended without an answer.');
}

/** How long to wait after a refusal that passes, in milliseconds. @throws any other failure */
function waitAfter(failure: FirestreakError): number {
  const { reason, retryAfterMs } = failure;
  if (reason !== 'too-many-calls' || retryAfterMs === undefined) throw failure;
  return Math.max(PAUSE_MS, retryAfterMs);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
