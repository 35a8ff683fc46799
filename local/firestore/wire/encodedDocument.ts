import { toWire } from '../values/timestamp';
import type { Micros } from '../values/timestamp';
import type { Fields } from '../values/value';
import { firestoreService } from './protos';

const encode = firestoreService['GetDocument']?.responseSerialize;

/** A version of a document as bytes of google.firestore.v1.Document. */
export function encodeDocument(
  name: string,
  version: { readonly fields: Fields; readonly createTime: Micros; readonly updateTime: Micros },
): Buffer {
  const { fields, createTime, updateTime } = version;
  const message = { name, fields, createTime: toWire(createTime), updateTime: toWire(updateTime) };
  return encode?.(message) ?? Buffer.alloc(0);
}
