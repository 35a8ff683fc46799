import type { CommittedChange, DocumentVersion } from '../options';
import { encodeDocument } from '../wire/encodedDocument';
import { lengthDelimited } from '../wire/protobuf';

/**
 * google.events.cloud.firestore.v1.DocumentEventData: `value` is field 1, `oldValue` field 2. Its Document has the
 * same bytes as google.firestore.v1.Document.
 */
export function documentEventData(change: CommittedChange): Buffer {
  const name = `${change.database}/documents/${change.path}`;
  const encoded = (field: number, version: DocumentVersion | undefined) =>
    version ? [lengthDelimited(field, encodeDocument(name, version))] : [];
  return Buffer.concat([...encoded(1, change.newDocument), ...encoded(2, change.oldDocument)]);
}
