import type { DocumentData, DocumentReference, DocumentSnapshot } from 'firebase-admin/firestore';

/**
 * What a document holds now, and whenever that has changed, until the signal; undefined while there
 * is none. Watching ends with the loop over it.
 *
 * @throws when the database ended it
 */
export async function* watch(
  document: DocumentReference,
  signal: AbortSignal,
): AsyncGenerator<DocumentData | undefined> {
  const ended = new AbortController();
  const snapshots = new ReadableStream<DocumentSnapshot>({
    start(controller) {
      const unsubscribe = document.onSnapshot(
        (snapshot) => {
          controller.enqueue(snapshot);
        },
        (error) => {
          controller.error(error);
        },
      );
      ended.signal.addEventListener('abort', unsubscribe);
      const close = () => {
        unsubscribe();
        controller.close();
      };
      if (signal.aborted) close();
      else signal.addEventListener('abort', close, { once: true, signal: ended.signal });
    },
  });
  try {
    for await (const snapshot of snapshots) yield snapshot.data();
  } finally {
    ended.abort();
  }
}
