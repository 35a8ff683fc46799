import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What gcloud answers to a command, as JSON; undefined when it fails or is not there. */
export type Gcloud = (...command: string[]) => Promise<unknown>;

const MAX_BYTES = 32 * 1024 * 1024;

/** The gcloud of this machine, which only looks: no command of the doctor changes anything. */
export const gcloud: Gcloud = async (...command) => {
  try {
    const args = [...command, '--format=json', '--quiet'];
    const { stdout } = await promisify(execFile)('gcloud', args, { maxBuffer: MAX_BYTES });
    return JSON.parse(stdout) as unknown;
  } catch {
    return undefined;
  }
};
