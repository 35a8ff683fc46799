import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Deployment } from './deployments';

/** What is deployed of Firestreak: names as its code has them, before the CLI puts a prefix to them. */
export interface Code {
  readonly functions: readonly string[];
  /** Names of secrets that functions have. */
  readonly secrets: readonly string[];
}

/** A function, as firebase-functions tells the CLI of it. */
interface Endpoint {
  readonly secretEnvironmentVariables?: readonly { readonly key: string }[];
}

const MARK = 'STACK ';

const script = `
  const lib = require('node:path').join(require.resolve('firebase-functions'), '../..');
  require(lib + '/runtime/loader.js').loadStack('.')
    .then(require(lib + '/runtime/manifest.js').stackToWire)
    .then(({ endpoints }) => { console.log(${JSON.stringify(MARK)} + JSON.stringify(endpoints)); process.exit(); });`;

/**
 * Loads the code of an app as the CLI does before a deployment, which tells the functions that its index exports and
 * the features that it uses.
 *
 * @param known names of all functions of Firestreak: a codebase may have others besides
 * @returns undefined where Firestreak is not installed yet, the code is not built, or fails to load
 */
export async function codeOf(
  app: string,
  projectId: string,
  { codebase, isInstance, source, parameters }: Deployment,
  known: readonly string[],
): Promise<Code | undefined> {
  const folder = join(app, source);
  if (!existsSync(join(folder, 'node_modules/firestreak'))) return undefined;
  const { PATH, HOME } = process.env;
  const env = {
    ...parameters,
    ...{ PATH, HOME, GCLOUD_PROJECT: projectId, FUNCTIONS_CONTROL_API: 'true' },
    FIREBASE_CONFIG: JSON.stringify({ projectId }),
    ...(isInstance && { FIREBASE_KIT_INSTANCE_ID: codebase }),
  };
  try {
    const args = ['--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
    const line = stdout.split('\n').find((each) => each.startsWith(MARK)) ?? MARK;
    const endpoints = JSON.parse(line.slice(MARK.length)) as Readonly<Record<string, Endpoint>>;
    const ours = Object.entries(endpoints).filter(([id]) =>
      known.includes(id.slice(id.lastIndexOf('-') + 1)),
    );
    const secrets = ours.flatMap(([, { secretEnvironmentVariables = [] }]) =>
      secretEnvironmentVariables.map(({ key }) => key),
    );
    return { functions: ours.map(([id]) => id), secrets: [...new Set(secrets)].sort() };
  } catch {
    return undefined;
  }
}
