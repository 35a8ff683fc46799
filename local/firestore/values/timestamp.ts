/** google.protobuf.Timestamp, as proto-loader decodes it. */
export interface WireTimestamp {
  seconds?: string | number;
  nanos?: number;
}

/** An instant in microseconds since the Unix epoch, Firestore's resolution. */
export type Micros = number;

export function toWire(micros: Micros): WireTimestamp {
  const seconds = Math.floor(micros / 1e6);
  return { seconds, nanos: (micros - seconds * 1e6) * 1000 };
}

/** Drops what is finer than a microsecond. */
export function fromWire(timestamp: WireTimestamp): Micros {
  return Number(timestamp.seconds ?? 0) * 1e6 + Math.floor((timestamp.nanos ?? 0) / 1000);
}
