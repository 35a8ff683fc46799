import { readFileSync } from 'node:fs';
import { clockFile } from '../config/environment';

const file = clockFile();

/** The time. Its one way in, so that a test or the local suite can set it. */
export const clock = {
  /** Milliseconds since the epoch. */
  now: file === undefined ? (): number => Date.now() : () => Date.now() + aheadBy(file),
};

/** The file holds by how many milliseconds the local suite's time is ahead. */
function aheadBy(path: string): number {
  return Number(readFileSync(path, 'utf8'));
}
