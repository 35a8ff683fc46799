import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readIfThere } from './dataDirectory';
import { repository } from './repository';

type Parameters = Readonly<Record<string, string | undefined>>;

/**
 * What somebody has chosen for the functions of a project, from the files in `functions/` that the Firebase
 * CLI reads as well: `.env`, then that of the project, and for a local suite that of this machine.
 *
 * @param folder that of the files
 */
export function parametersOf(
  projectId: string,
  folder = join(repository, 'functions'),
): Parameters {
  const names = ['.env', `.env.${projectId}`, ...(isLocal(projectId) ? ['.env.local'] : [])];
  const files = names.map((name) => readIfThere(join(folder, name)) ?? '');
  return Object.assign({}, ...files.map((text) => parseEnv(text))) as Parameters;
}

/** Functions run in one region, also beside a database that is in several. */
const REGIONS: Parameters = {
  nam5: 'us-central1',
  nam7: 'us-central1',
  eur3: 'europe-west1',
};

/** The region of the functions that have these parameters, as installation.ts of the functions has it. */
export function regionOf({ LOCATION = '', DATABASE_LOCATION = '' }: Parameters): string {
  const location = DATABASE_LOCATION || 'nam5';
  return LOCATION || (REGIONS[location] ?? location);
}

/**
 * Has what runs in this process go by what was chosen for a project's functions, such as whom to tell of events;
 * what is set here goes before it.
 */
export function useParametersOf(projectId: string): void {
  const chosen = { ...parametersOf(projectId) };
  for (const [name, value] of Object.entries(chosen)) process.env[name] ??= value;
}

/** Has what runs in this process connect to the database of a project's functions, or to another. */
export function useDatabaseOf(projectId: string, other?: string): void {
  const name = 'FIRESTORE_DATABASE_ID';
  process.env[name] = other ?? parametersOf(projectId)[name] ?? '';
}

/** Whether it is the project of a local suite: as everywhere in Firebase, its id starts with `demo-`. */
export function isLocal(projectId: string): boolean {
  return projectId.startsWith('demo-');
}
