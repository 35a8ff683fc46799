import { type DocumentData, type DocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import type { CloudEvent, CloudFunction } from 'firebase-functions/core';
import {
  type DocumentOptions,
  onDocumentCreated,
  onDocumentWritten,
} from 'firebase-functions/firestore';
import { logFailures } from './logFailures';
import type { DocumentRow, HandlerOf } from './rows';

/** An event of a document, as far as both kinds of triggers have it. */
interface Event {
  readonly id: string;
  readonly time: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A function that follows a change of a document; what it throws brings the change back. */
export function document(
  operation: string,
  row: DocumentRow,
  handle: HandlerOf<DocumentRow>,
  more: Omit<DocumentOptions, 'document'>,
): CloudFunction<CloudEvent<unknown>> {
  const options = { ...more, document: row.document, retry: true };
  const follow = logFailures(
    operation,
    ({ id }: Event, _before?: DocumentSnapshot, after?: DocumentSnapshot) =>
      correlationIdIn(after?.data()) ?? id,
    async ({ id, params, time }, before, after) => {
      const [old, data] = [before?.data(), after?.data()];
      const correlationId = correlationIdIn(data) ?? id;
      const at = after?.updateTime ?? Timestamp.fromMillis(Date.parse(time) + 1);
      await handle({ id, params, before: old, after: data, at }, { operation, correlationId });
    },
  );
  return row.on === 'created'
    ? onDocumentCreated(options, (event) => follow(event, undefined, event.data))
    : onDocumentWritten(options, (event) => follow(event, event.data?.before, event.data?.after));
}

/** The correlation id in a document that has one. */
function correlationIdIn(data: DocumentData | undefined): string | undefined {
  const correlationId: unknown = data?.['correlationId'];
  return typeof correlationId === 'string' ? correlationId : undefined;
}
