import { collectUsedIndexes } from './usedIndexes';

/** Before all test files on the embedded servers. */
export default function embeddedSetup(): void {
  collectUsedIndexes();
}
