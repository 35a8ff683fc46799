/** A field of protobuf wire type 2: tag, length, then the bytes. Field numbers up to 15. */
export function lengthDelimited(field: number, bytes: Buffer): Buffer {
  const header: number[] = [(field << 3) | 2];
  let length = bytes.length;
  for (; length > 0x7f; length >>>= 7) header.push((length & 0x7f) | 0x80);
  header.push(length);
  return Buffer.concat([Buffer.from(header), bytes]);
}
