import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { writeWhole } from './dataDirectory';
import type { DocumentEntry, Documents } from './documents';

/**
 * The documents that a journal leads to. A journal has one entry a line, the latest of a document
 * counts, and a last line that a kill has cut short does not.
 */
export function readJournal(file: string): Documents {
  const documents: Documents = new Map();
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const line of lines.slice(0, -1)) {
    const [path, document] = JSON.parse(line) as DocumentEntry;
    if (document === null) documents.delete(path);
    else documents.set(path, document);
  }
  return documents;
}

/** Writes a journal with one entry a document. */
export function writeJournal(file: string, documents: Documents): void {
  writeWhole(file, Array.from(documents, line).join(''));
}

/** Adds entries to a journal; what one turn of the event loop has committed is written at its end. */
export class JournalWriter {
  private readonly file: number;
  private waiting: string[] = [];

  constructor(file: string) {
    this.file = openSync(file, 'a');
  }

  add(entry: DocumentEntry): void {
    if (this.waiting.push(line(entry)) === 1)
      setImmediate(() => {
        this.flush();
      });
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    const text = this.waiting.join('');
    this.waiting = [];
    if (text !== '') writeSync(this.file, text);
  }
}

function line(entry: DocumentEntry): string {
  return `${JSON.stringify(entry)}\n`;
}
