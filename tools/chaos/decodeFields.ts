import { Timestamp } from 'firebase-admin/firestore';

/** A value as the server keeps it: one of the fields of `google.firestore.v1.Value`. */
interface WireValue {
  readonly valueType: string;
  readonly booleanValue?: boolean | null;
  readonly integerValue?: unknown;
  readonly doubleValue?: number | null;
  readonly stringValue?: string | null;
  readonly timestampValue?: WireTimestamp | null;
  readonly arrayValue?: { readonly values?: readonly WireValue[] | null } | null;
  readonly mapValue?: { readonly fields?: WireFields | null } | null;
}

/** Seconds come as a number, a string or a Long. */
interface WireTimestamp {
  readonly seconds?: unknown;
  readonly nanos?: number | null;
}

type WireFields = Readonly<Record<string, WireValue>>;

/** The data of a document or map, as the client library gives it. */
export function decodeFields(fields: WireFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, decodeValue(value)]),
  );
}

function decodeTimestamp({ seconds, nanos }: WireTimestamp): Timestamp {
  return new Timestamp(Number(seconds ?? 0), nanos ?? 0);
}

/** @throws TypeError for a type that our documents do not use */
function decodeValue(value: WireValue): unknown {
  switch (value.valueType) {
    case 'nullValue':
      return null;
    case 'booleanValue':
      return value.booleanValue;
    case 'integerValue':
      return Number(value.integerValue);
    case 'doubleValue':
      return value.doubleValue;
    case 'stringValue':
      return value.stringValue;
    case 'timestampValue':
      return decodeTimestamp(value.timestampValue ?? {});
    case 'arrayValue':
      return (value.arrayValue?.values ?? []).map(decodeValue);
    case 'mapValue':
      return decodeFields(value.mapValue?.fields ?? {});
    default:
      throw new TypeError(`A ${value.valueType} cannot be read.`);
  }
}
