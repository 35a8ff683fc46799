import { readFileSync } from 'node:fs';
import { type DataDirectory, writeWhole } from './dataDirectory';

/**
 * Time as the functions of a local suite see it: ahead of the machine's by an amount that only
 * grows, kept in a file that they read. Instants are milliseconds since the epoch.
 */
export class LocalTime {
  constructor(private readonly directory: DataDirectory) {}

  now(): number {
    return Date.now() + Number(readFileSync(this.directory.clock, 'utf8'));
  }

  /** Sets the clock forward, or leaves it when it is there already. */
  moveTo(instant: number): void {
    if (instant > this.now()) writeWhole(this.directory.clock, String(instant - Date.now()));
  }

  /** The instant up to which schedules have run. */
  get scheduledUntil(): number {
    return Date.parse(readFileSync(this.directory.scheduledUntil, 'utf8'));
  }

  set scheduledUntil(instant: number) {
    writeWhole(this.directory.scheduledUntil, new Date(instant).toISOString());
  }
}
