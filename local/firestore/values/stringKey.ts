const plain = /^[ -~]*$/;

/**
 * Bytes (one a character) that sort as the string's UTF-8 does and end themselves, so that "a" sorts before "ab"
 * whatever follows.
 */
export function stringKey(text: string): string {
  return plain.test(text) ? text + '\0' : bytesKey(Buffer.from(text, 'utf8'));
}

export function bytesKey(bytes: Buffer): string {
  return (
    bytes.toString('latin1').replaceAll('\x01', '\x01\x02').replaceAll('\0', '\x01\x01') + '\0'
  );
}
