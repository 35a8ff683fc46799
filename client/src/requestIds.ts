/** A request with the id that it is known by, and what to do when it has been answered. */
interface Identified {
  readonly request: unknown;
  readonly answered: () => void;
}

interface Envelope {
  readonly requestId?: unknown;
  readonly correlationId?: unknown;
}

/**
 * Gives requests that make something their `requestId`. The same request keeps its id until it has been
 * answered: pressing a button twice, or again because no answer came, makes one thing.
 */
export function requestIds(newId: () => string): (request: unknown) => Identified {
  const unanswered = new Map<string, string>();
  return (request) => {
    const { correlationId: _, ...asked } = { ...(request as object) } as Envelope;
    const key = written(asked);
    const isWithout = asked.requestId === undefined && key !== undefined;
    if (!isWithout) return { request, answered: () => undefined };
    const requestId = unanswered.get(key) ?? newId();
    unanswered.set(key, requestId);
    const answered = () => {
      if (unanswered.get(key) === requestId) unanswered.delete(key);
    };
    return { request: { ...(request as object), requestId }, answered };
  };
}

/** As JSON; undefined for what cannot be written so, which the Firebase SDK refuses. */
function written(request: object): string | undefined {
  try {
    return JSON.stringify(request);
  } catch {
    return undefined;
  }
}
