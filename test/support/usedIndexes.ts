import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { DeclaredIndex } from '../../local/firestore/index';
import { declaredIndexes } from '../../local/suite/declaredIndexes';

/** Names the directory where the test files of a jest run note which indexes their queries needed. */
const VARIABLE = 'FIRESTREAK_USED_INDEXES';

/** Has test files note what they use from now on. */
export function collectUsedIndexes(): void {
  process.env[VARIABLE] = mkdtempSync(join(tmpdir(), 'firestreak-indexes-'));
}

/** Notes indexes that queries have needed, when a jest run collects them. */
export function noteUsedIndexes(indexes: readonly DeclaredIndex[]): void {
  const directory = process.env[VARIABLE];
  if (directory === undefined) return;
  writeFileSync(join(directory, `${randomUUID()}.json`), JSON.stringify(indexes));
}

/** The indexes that are declared and were needed by no query; asked once. */
export function unusedIndexes(): DeclaredIndex[] {
  const directory = process.env[VARIABLE];
  if (directory === undefined) throw new Error('Nothing was collected.');
  const files = readdirSync(directory).map((file) => readFileSync(join(directory, file), 'utf8'));
  rmSync(directory, { recursive: true });
  const used = new Set(files.flatMap(entriesIn));
  const wanted = Object.values(declaredIndexes()).flatMap(
    ({ indexes = [], fieldOverrides = [] }) => [
      ...indexes,
      // An override without indexes is there so that nothing uses one.
      ...fieldOverrides.filter((each) => each.indexes.length > 0),
    ],
  );
  return wanted.filter((index) => !used.has(JSON.stringify(index)));
}

function entriesIn(file: string): string[] {
  return (JSON.parse(file) as unknown[]).map((index) => JSON.stringify(index));
}
