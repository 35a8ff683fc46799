import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { repository } from './repository';

/** Where a project's data are between runs. Every file is there whole or not at all. */
export class DataDirectory {
  /** Documents, as a journal: see journal.ts. */
  readonly documents: string;
  /** Accounts of the Auth emulator, in its own format. */
  readonly accounts: string;
  /** By how many milliseconds local time is ahead. */
  readonly clock: string;
  /** The instant up to which schedules have run, ISO 8601. */
  readonly scheduledUntil: string;
  /** What runs where; there as long as the suite runs. */
  readonly running: string;
  /** What the emulators print. */
  readonly log: string;

  constructor(readonly path: string) {
    this.documents = join(path, 'documents.jsonl');
    this.accounts = join(path, 'accounts.json');
    this.clock = join(path, 'clock');
    this.scheduledUntil = join(path, 'scheduled-until');
    this.running = join(path, 'running.json');
    this.log = join(path, 'emulators.log');
    mkdirSync(path, { recursive: true });
  }

  static of(projectId: string): DataDirectory {
    return new DataDirectory(join(repository, '.cache/suite', projectId));
  }

  /** Projects that have had a suite on this machine. */
  static projects(): string[] {
    return readdirSync(join(repository, '.cache/suite')).sort();
  }

  /** Whether there is a whole set of data to go on with. */
  get isComplete(): boolean {
    return this.dataFiles.every((file) => existsSync(file));
  }

  /** Removes the data, and what a kill has left unfinished. The documents go first. */
  clear(): void {
    for (const file of this.dataFiles) rmSync(file, { force: true });
    for (const name of readdirSync(this.path)) {
      if (name.endsWith('.tmp')) rmSync(join(this.path, name), { force: true });
    }
  }

  /** Puts the data in the place of another directory's. The documents come last: see isComplete. */
  copyTo(other: DataDirectory): void {
    other.clear();
    this.dataFiles.toReversed().forEach((file, index) => {
      const target = other.dataFiles.toReversed()[index];
      if (target !== undefined) cpSync(file, target);
    });
  }

  private get dataFiles(): string[] {
    return [this.documents, this.accounts, this.clock, this.scheduledUntil];
  }
}

/** Writes a file so that it is there whole or not at all. */
export function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
}

/** A file's text, or undefined when there is none. */
export function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
