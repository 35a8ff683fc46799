import { invalidArgument } from './rpcError';
import type { FieldMask } from './wire';

/**
 * The resource with the masked top-level fields taken from the update; those it lacks are cleared.
 * @throws INVALID_ARGUMENT for an empty mask or a field that cannot change.
 */
export function updateFields<T extends object>(
  current: T,
  update: T,
  mask: FieldMask | undefined,
  mutable: readonly (keyof T & string)[],
): T {
  const masked = new Set((mask?.paths ?? []).map(camelCase));
  if (masked.size === 0) throw invalidArgument('The update_mask must not be empty.');
  for (const field of masked) {
    if (!mutable.some((name) => name === field)) {
      throw invalidArgument(`Invalid update_mask: ${field} cannot be changed.`);
    }
  }
  return Object.fromEntries([
    ...Object.entries(current).filter(([field]) => !masked.has(field)),
    ...Object.entries(update).filter(([field]) => masked.has(field)),
  ]) as T;
}

function camelCase(path: string): string {
  return path.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
