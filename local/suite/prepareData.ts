import { existsSync } from 'node:fs';
import { demoAccounts } from './accounts';
import { DataDirectory, writeWhole } from './dataDirectory';
import { readJournal, writeJournal } from './journal';
import type { SuiteOptions } from './options';
import { demoDocuments } from './seed/demoDocuments';
import { UsageError } from './usageError';

/** Where the data that a suite starts with came from. */
export type DataSource = 'kept' | 'imported' | 'demo';

/**
 * Puts the data to start with into the directory: what was kept or is imported, else the demo users
 * with their histories up to now.
 *
 * @throws UsageError when there is nothing to import
 */
export async function prepareData(
  directory: DataDirectory,
  { keep, importFrom }: Pick<SuiteOptions, 'keep' | 'importFrom'>,
): Promise<DataSource> {
  if (importFrom !== undefined) {
    const source = existsSync(importFrom) ? new DataDirectory(importFrom) : undefined;
    if (!source?.isComplete) throw new UsageError(`There is no exported data in ${importFrom}.`);
    source.copyTo(directory);
  }
  if ((keep || importFrom !== undefined) && directory.isComplete) {
    writeJournal(directory.documents, readJournal(directory.documents));
    return importFrom === undefined ? 'kept' : 'imported';
  }
  directory.clear();
  const now = Date.now();
  const documents = await demoDocuments(now);
  writeWhole(directory.clock, '0');
  writeWhole(directory.scheduledUntil, new Date(now).toISOString());
  writeWhole(directory.accounts, JSON.stringify(demoAccounts(now)));
  writeJournal(directory.documents, documents);
  return 'demo';
}
