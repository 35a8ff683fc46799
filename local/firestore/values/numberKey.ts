const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);
const bytes = new Uint8Array(double.buffer);

const noRemainder = '\0\0';

/** Sorts before every other number. */
export const nanKey = '\0'.repeat(10);

/**
 * Ten bytes that sort as the number does: the double's bits, turned so that they sort, then what an integer has
 * beyond the double at or below it. So integers and doubles compare by their exact values.
 */
export function doubleKey(value: number): string {
  return Number.isNaN(value) ? nanKey : sortableBits(value) + noRemainder;
}

/** The key of a 64-bit integer written in decimal. */
export function integerKey(decimal: string): string {
  const approximate = Number(decimal);
  if (Number.isSafeInteger(approximate)) return sortableBits(approximate) + noRemainder;
  const exact = BigInt(decimal);
  const below = BigInt(approximate) > exact ? previousDouble(approximate) : approximate;
  const remainder = Number(exact - BigInt(below));
  return sortableBits(below) + String.fromCharCode(remainder >> 8, remainder & 0xff);
}

function sortableBits(value: number): string {
  double[0] = value === 0 ? 0 : value;
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0] = bytes;
  const flip = b7 & 0x80 ? 0xff : 0;
  return String.fromCharCode(
    b7 ^ (flip || 0x80),
    b6 ^ flip,
    b5 ^ flip,
    b4 ^ flip,
    b3 ^ flip,
    b2 ^ flip,
    b1 ^ flip,
    b0 ^ flip,
  );
}

function previousDouble(value: number): number {
  double[0] = value;
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? -1n : 1n);
  return double[0];
}
