import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { monitoring } from './shippedFiles';

/** A project as a gcloud keeps it that stands in for the real one, see bin/gcloud. */
export interface Project {
  readonly directory: string;
  /** What is in it: texts by path, without the list of calls. */
  contents(): Record<string, string>;
  /** Every command that gcloud got so far. */
  calls(): string[];
}

/** How the script is run. */
interface Run {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** How a run of the script ended. */
interface Outcome {
  readonly status: number | null;
  /** The commands that it printed. */
  readonly commands: string[];
  readonly errors: string;
}

/** A project with nothing in it. */
export function emptyProject(): Project {
  return projectIn(mkdtempSync(join(tmpdir(), 'gcloud-')));
}

/** A project with the same in it. */
export function copyOf({ directory }: Project): Project {
  const copy = emptyProject();
  cpSync(directory, copy.directory, { recursive: true });
  return copy;
}

function projectIn(directory: string): Project {
  const callsFile = join(directory, 'calls');
  return {
    directory,
    contents: () => {
      const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
      const files = paths.filter((path) => statSync(join(directory, path)).isFile());
      const kept = files.filter((path) => path !== 'calls');
      return Object.fromEntries(
        kept.map((path) => [path, readFileSync(join(directory, path), 'utf8')]),
      );
    },
    calls: () => (existsSync(callsFile) ? linesOf(readFileSync(callsFile, 'utf8')) : []),
  };
}

/** Runs monitoring/apply.sh on a project. */
export function apply({ directory }: Project, { flags = [], env = {} }: Run = {}): Outcome {
  const path = [join(__dirname, 'bin'), process.env['PATH'] ?? ''].join(delimiter);
  const { status, stdout, stderr } = spawnSync(join(monitoring, 'apply.sh'), flags, {
    encoding: 'utf8',
    env: { PATH: path, GCLOUD_STATE: directory, PROJECT: 'demo', CHANNELS: 'one,two', ...env },
  });
  return { status, commands: linesOf(stdout), errors: stderr };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
