import type { Fields, Value } from '../values/value';
import type { WireTimestamp } from '../values/timestamp';

/** The messages of google/firestore/v1/write.proto, as proto-loader decodes them. */
export interface WireWrite {
  update?: WireDocument;
  delete?: string;
  transform?: { document?: string; fieldTransforms?: WireTransform[] };
  updateMask?: WireMask;
  updateTransforms?: WireTransform[];
  currentDocument?: WirePrecondition;
}

export interface WireDocument {
  name?: string;
  fields?: Fields;
  createTime?: WireTimestamp;
  updateTime?: WireTimestamp;
}

export interface WireMask {
  fieldPaths?: string[];
}

export interface WirePrecondition {
  exists?: boolean;
  updateTime?: WireTimestamp;
}

export interface WireTransform {
  fieldPath?: string;
  setToServerValue?: string;
  increment?: Value;
  maximum?: Value;
  minimum?: Value;
  appendMissingElements?: { values?: Value[] };
  removeAllFromArray?: { values?: Value[] };
}

export interface WireWriteResult {
  updateTime?: WireTimestamp;
  transformResults?: Value[];
}
