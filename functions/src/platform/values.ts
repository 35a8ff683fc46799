import { Timestamp, type v1 } from 'firebase-admin/firestore';

type GeneratedClient = InstanceType<typeof v1.FirestoreClient>;
type CommitRequest = NonNullable<Parameters<GeneratedClient['commit']>[0]>;
type WriteMessage = NonNullable<CommitRequest['writes']>[number];

/** `google.firestore.v1.Value`, as Google's generated client takes and gives it. */
export type Value = NonNullable<NonNullable<NonNullable<WriteMessage['update']>['fields']>[string]>;

type Fields = Readonly<Record<string, Value>>;

/** What a document holds, as values of the protocol. Undefined fields are left out. @throws TypeError as {@link toValue} */
export function toFields(data: Readonly<Record<string, unknown>>): Record<string, Value> {
  const fields: Record<string, Value> = {};
  for (const name of Object.keys(data)) {
    const value = data[name];
    if (value !== undefined) put(fields, name, toValue(value));
  }
  return fields;
}

/**
 * A value of the protocol.
 *
 * @throws TypeError for a type that our documents do not use, such as a Date, a Map or a FieldValue
 */
export function toValue(value: unknown): Value {
  if (value === null) return { nullValue: 'NULL_VALUE' };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { integerValue: value } : { doubleValue: value };
  }
  if (value instanceof Timestamp) {
    return { timestampValue: { seconds: value.seconds, nanos: value.nanoseconds } };
  }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(toValue) } };
  if (isPlainObject(value)) return { mapValue: { fields: toFields(value) } };
  const type = typeof value === 'object' ? value.constructor.name : typeof value;
  throw new TypeError(`A ${type} cannot be stored.`);
}

/** What a document of the protocol holds. A value of a type that our documents do not use is undefined. */
export function fromFields(fields: Fields): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value) put(data, name, fromValue(value));
  }
  return data;
}

function fromValue(value: Value): unknown {
  if (isSet(value.stringValue)) return value.stringValue;
  if (isSet(value.integerValue)) return Number(value.integerValue);
  if (isSet(value.booleanValue)) return value.booleanValue;
  if (isSet(value.timestampValue)) return toTimestamp(value.timestampValue);
  if (isSet(value.mapValue)) return fromFields(value.mapValue.fields ?? {});
  if (isSet(value.arrayValue)) return (value.arrayValue.values ?? []).map(fromValue);
  if (isSet(value.doubleValue)) return value.doubleValue;
  return isSet(value.nullValue) ? null : undefined;
}

function isSet<T>(value: T): value is NonNullable<T> {
  return value !== undefined && value !== null;
}

/** An instant of the protocol, with its full precision of a nanosecond. */
export function toTimestamp({ seconds, nanos }: NonNullable<Value['timestampValue']>): Timestamp {
  return new Timestamp(Number(seconds ?? 0), nanos ?? 0);
}

/** A field path as the protocol writes it: a name that is no plain identifier is quoted. */
export function fieldPath(names: readonly string[]): string {
  return names
    .map((name) =>
      /^[A-Za-z_][A-Za-z_0-9]*$/.test(name) ? name : `\`${name.replace(/[\\`]/g, '\\$&')}\``,
    )
    .join('.');
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Sets a field; one that is named `__proto__` is a field like any other. */
function put<T>(target: Record<string, T>, name: string, value: T): void {
  if (name !== '__proto__') target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, configurable: true });
}
