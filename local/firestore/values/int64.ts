export const maxInt64 = 2n ** 63n - 1n;
export const minInt64 = -(2n ** 63n);

export function fitsInt64(value: bigint): boolean {
  return value >= minInt64 && value <= maxInt64;
}
