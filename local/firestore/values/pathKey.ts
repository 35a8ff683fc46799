import { stringKey } from './stringKey';

const numericId = /^__id(-?\d+)__$/;

/** Sorts as the resource path does: numeric ids (`__id7__`) first, by number, then names by UTF-8 bytes. */
export function segmentKey(segment: string): string {
  const numeric = numericId.exec(segment)?.[1];
  if (numeric === undefined) return '\x20' + stringKey(segment);
  const unsigned = BigInt.asUintN(64, BigInt(numeric) + (1n << 63n));
  return '\x10' + Buffer.from(unsigned.toString(16).padStart(16, '0'), 'hex').toString('latin1');
}

/** The key of a path, as the keys of its segments: a parent's key is a prefix of its children's keys. */
export function pathKey(path: string): string {
  return path === '' ? '' : path.split('/').map(segmentKey).join('');
}

/** Sorts after the path itself and before everything below it, so it cuts a range right behind one document. */
export const afterPath = '\x01';
