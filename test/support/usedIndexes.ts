import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { DeclaredIndex, IndexConfig } from '../../local/firestore/options';

/** Names the directory where the test files of a jest run note which indexes their queries needed. */
const VARIABLE = 'FIRESTREAK_USED_INDEXES';

/** The deployed indexes. */
export function declaredIndexes(): IndexConfig {
  const file = join(__dirname, '../../firestore.indexes.json');
  return JSON.parse(readFileSync(file, 'utf8')) as IndexConfig;
}

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
  const { indexes = [], fieldOverrides = [] } = declaredIndexes();
  // An override without indexes is there so that nothing uses one.
  const wanted = [...indexes, ...fieldOverrides.filter((each) => each.indexes.length > 0)];
  return wanted.filter((index) => !used.has(JSON.stringify(index)));
}

function entriesIn(file: string): string[] {
  return (JSON.parse(file) as unknown[]).map((index) => JSON.stringify(index));
}
