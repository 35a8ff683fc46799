import { invalidArgument } from '../status';
import type { Write } from './write';

const maxTransforms = 500;
const maxBatchWrites = 500;

/** @throws StatusError INVALID_ARGUMENT for more than 500 field transforms of one document. */
export function checkCommit(writes: readonly Write[]): void {
  const transforms = new Map<string, number>();
  for (const { place, transforms: added } of writes) {
    const count = (transforms.get(place.path) ?? 0) + added.length;
    if (count > maxTransforms) {
      throw invalidArgument(`A document can have at most ${maxTransforms} transforms in a commit.`);
    }
    transforms.set(place.path, count);
  }
}

/** @throws StatusError INVALID_ARGUMENT for more than 500 writes, or two of one document. */
export function checkBatch(names: readonly (string | undefined)[]): void {
  if (names.length > maxBatchWrites) {
    throw invalidArgument(`A batch has at most ${maxBatchWrites} writes.`);
  }
  if (new Set(names).size < names.length) {
    throw invalidArgument('the same document cannot be written more than once in a single request');
  }
}
