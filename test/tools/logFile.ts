import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The columns that every log has. */
export const header = 'user\ttimeZone\toccurredAt\ttype';

let folder: string | undefined;

afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

/** Writes a file that is there until the tests of its file have ended. @returns its path */
export function logFile(content: string | Buffer, name = 'log.tsv'): string {
  folder ??= mkdtempSync(join(tmpdir(), 'firestreak-logs-'));
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}
