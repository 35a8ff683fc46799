/** A request with the id that it is known by, and what to do when it has been answered. */
interface Identified {
  readonly request: unknown;
  readonly answered: () => void;
}

/**
 * Gives requests that make something their `requestId`. The same request keeps its id until it has been
 * answered: pressing a button twice, or again because no answer came, makes one thing.
 */
export function requestIds(newId: () => string): (request: unknown) => Identified {
  const unanswered = new Map<string, string>();
  return (request) => {
    const own = request as { requestId?: unknown; correlationId?: unknown };
    if (own.requestId !== undefined) return { request, answered: () => undefined };
    const { correlationId: _, ...asked } = own;
    const key = JSON.stringify(asked);
    const requestId = unanswered.get(key) ?? newId();
    unanswered.set(key, requestId);
    const answered = () => {
      if (unanswered.get(key) === requestId) unanswered.delete(key);
    };
    return { request: { ...own, requestId }, answered };
  };
}
