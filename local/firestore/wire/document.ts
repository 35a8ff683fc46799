import type { StoredDocument } from '../documents/storedDocument';
import { documentId, parseFieldPath, project } from '../values/fieldPath';
import type { FieldPath } from '../values/fieldPath';
import { toWire } from '../values/timestamp';
import type { WireDocument, WireMask } from '../writes/wireWrite';

/** A document as a message, with only the masked fields when there is a mask. */
export function wireDocument(
  database: string,
  { place, fields, createTime, updateTime }: StoredDocument,
  mask?: readonly FieldPath[],
): WireDocument {
  return {
    name: `${database}/documents/${place.path}`,
    fields: mask ? project(fields, mask) : fields,
    createTime: toWire(createTime),
    updateTime: toWire(updateTime),
  };
}

/** An empty mask is a mask of no fields; no mask means all. */
export function parseMask(mask: WireMask | undefined): FieldPath[] | undefined {
  return (
    mask?.fieldPaths?.filter((field) => field !== documentId).map(parseFieldPath) ?? (mask && [])
  );
}
