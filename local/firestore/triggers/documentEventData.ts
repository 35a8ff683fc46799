import type { CommittedChange, DocumentVersion } from '../options';
import { toWire } from '../values/timestamp';
import { encodeDocument } from '../wire/encodeAnswer';
import { lengthDelimited } from '../wire/protobuf';

/**
 * google.events.cloud.firestore.v1.DocumentEventData: `value` is field 1, `oldValue` field 2. Its Document has the
 * same bytes as google.firestore.v1.Document.
 */
export function documentEventData(change: CommittedChange): Buffer {
  const name = `${change.database}/documents/${change.path}`;
  const encoded = (field: number, version: DocumentVersion | undefined) => {
    if (!version) return [];
    const { fields, createTime, updateTime } = version;
    const times = { createTime: toWire(createTime), updateTime: toWire(updateTime) };
    return [lengthDelimited(field, encodeDocument({ name, fields, ...times }))];
  };
  return Buffer.concat([...encoded(1, change.newDocument), ...encoded(2, change.oldDocument)]);
}
