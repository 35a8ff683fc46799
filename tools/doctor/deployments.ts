import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { DEFAULT_DATABASE } from '../../functions/src/config/parameters';
import { regionOf as regionOfParameters } from '../../local/suite/parameters';
import { UsageError } from '../../local/suite/usageError';

/** One Firestreak of an app: a codebase, or an instance of a function kit. */
export interface Deployment {
  /** The id of the instance, or the name of the codebase: what `--only functions:…` takes. */
  readonly codebase: string;
  readonly isInstance: boolean;
  /** What the names of its functions and secrets begin with, such as `kit-reading-`. */
  readonly prefix: string;
  /** The folder of its package.json, below the app. */
  readonly source: string;
  /** The folder of its `.env` files, below the app. */
  readonly folder: string;
  /** Whether that folder has a file for the project. */
  readonly isConfigured: boolean;
  readonly parameters: Readonly<Record<string, string | undefined>>;
}

/** An entry of `functions` in firebase.json, as far as it matters here. */
interface Entry {
  readonly source?: string;
  readonly codebase?: string;
  readonly prefix?: string;
  readonly configDir?: string;
  readonly kit?: string;
  readonly instances?: Readonly<Record<string, string>>;
}

/**
 * Where firebase.json deploys Firestreak: each codebase that is the package `firestreak` or exports its functions,
 * and each instance of a kit that has it as a dependency. Other functions of the app are left out, also those that
 * use `firestreak/server`.
 *
 * @param app the folder with firebase.json
 * @throws UsageError when there is none, or when it has no Firestreak
 */
export function deploymentsIn(app: string, projectId: string): Deployment[] {
  const file = join(app, 'firebase.json');
  if (!existsSync(file)) throw new UsageError(`${file} is not there: name the app with --app.`);
  const { functions = [] } = JSON.parse(readFileSync(file, 'utf8')) as {
    functions?: Entry | Entry[];
  };
  const found = [functions].flat().filter((entry) => isFirestreak(app, entry));
  if (found.length === 0) {
    throw new UsageError(
      `${file} deploys no Firestreak: npx firebase functions:kits:install --package firestreak`,
    );
  }
  return found.flatMap(({ kit, instances = {}, source = '', ...entry }): Deployment[] => {
    if (kit !== undefined) {
      return Object.entries(instances).map(([id, folder]) => ({
        ...{ codebase: id, isInstance: true, prefix: `kit-${id}-`, source, folder },
        ...configuration(app, folder, projectId),
      }));
    }
    const { codebase = 'default', prefix, configDir: folder = source } = entry;
    return [
      {
        ...{
          codebase,
          isInstance: false,
          prefix: prefix === undefined ? '' : `${prefix}-`,
          source,
          folder,
        },
        ...configuration(app, folder, projectId),
      },
    ];
  });
}

function isFirestreak(app: string, { kit, source = '' }: Entry): boolean {
  const folder = join(app, source);
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  const { name, dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    name?: string;
    dependencies?: object;
  };
  if (name === 'firestreak') return true;
  return 'firestreak' in dependencies && (kit !== undefined || importsFunctions(folder));
}

const IMPORT = /(?:from|require\(|import\(?)\s*['"]firestreak['"]/;

/** Whether a file of a codebase imports the entry that has the functions, rather than `firestreak/server`. */
function importsFunctions(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name !== 'node_modules' && importsFunctions(path);
    return /\.[cm]?[jt]s$/.test(path) && IMPORT.test(readFileSync(path, 'utf8'));
  });
}

/** Of the files with parameters, the one of the project counts more. */
function configuration(
  app: string,
  folder: string,
  projectId: string,
): Pick<Deployment, 'isConfigured' | 'parameters'> {
  const files = ['.env', ...names(app, projectId).map((name) => `.env.${name}`)]
    .map((name) => join(app, folder, name))
    .filter((file) => existsSync(file));
  const parsed = files.map((file) => parseEnv(readFileSync(file, 'utf8')));
  const parameters = Object.fromEntries(parsed.flatMap((values) => Object.entries(values)));
  return { isConfigured: files.some((file) => !file.endsWith('.env')), parameters };
}

/** The project's id, and its aliases in .firebaserc. */
function names(app: string, projectId: string): string[] {
  const file = join(app, '.firebaserc');
  const { projects = {} } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { projects?: Record<string, string> })
    : {};
  const aliases = Object.entries(projects).filter(([, id]) => id === projectId);
  return [...aliases.map(([alias]) => alias), projectId];
}

/** The database that a deployment reads and writes. */
export function databaseOf({ parameters }: Deployment): string {
  return chosen(parameters['FIRESTORE_DATABASE_ID']) ?? DEFAULT_DATABASE;
}

/** Where that database is, or is to be made. */
export function locationOf({ parameters }: Deployment): string {
  return chosen(parameters['DATABASE_LOCATION']) ?? 'nam5';
}

/** Where its functions run. */
export function regionOf({ parameters }: Deployment): string {
  const { LOCATION, FUNCTION_DEFAULT_REGION } = parameters;
  return chosen(LOCATION) ?? chosen(FUNCTION_DEFAULT_REGION) ?? regionOfParameters(parameters);
}

/** Empty parameters have their defaults. */
function chosen(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
