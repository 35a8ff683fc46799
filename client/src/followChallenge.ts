import { type Functions, httpsCallable } from 'firebase/functions';
import type { RequestOf, ResponseOf } from './callables';
import { FirestreakError, failureOf } from './failure';

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
 * network. Each holds a connection, so follow what the user looks at.
 */
export function following(functions: Functions): FollowChallenge {
  const call = httpsCallable<unknown, Standing, Standing>(functions, 'followChallenge');
  return async function* followChallenge(request, { signal } = {}) {
    const left = new AbortController();
    const ended = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
    try {
      while (!ended.aborted) {
        const { stream, data } = await call.stream(request, { signal: ended });
        data.catch(() => undefined); // the stream throws the same
        yield* stream;
        const latest = await answered(data);
        if (latest.part.completedOn !== null) return;
        await pause(ended);
      }
    } catch (error) {
      if (!ended.aborted) throw error instanceof FirestreakError ? error : failureOf(error);
    } finally {
      left.abort();
    }
  };
}

/** The answer of a stream that has ended. The SDK leaves one that never came pending for ever. */
async function answered(data: Promise<Standing>): Promise<Standing> {
  const answer = await Promise.race([data, Promise.resolve(undefined)]);
  if (answer) return answer;
  throw new FirestreakError('unreachable', 'unavailable', 'The stream ended without an answer.');
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
