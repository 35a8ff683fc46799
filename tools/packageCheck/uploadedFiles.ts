import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import firebaseJson from '../../firebase.json';

/** Parts of the Firebase CLI by which it decides what to upload. */
interface FirebaseCli {
  'functions/projectConfig': {
    readonly normalizeAndValidate: (functions: unknown) => readonly [FunctionsConfig];
    readonly shouldUseRuntimeConfig: (config: FunctionsConfig) => boolean;
  };
  'deploy/functions/prepareFunctionsUpload': {
    readonly prepareFunctionsUpload: (
      projectDirectory: string,
      sourceDirectory: string,
      config: FunctionsConfig,
      additionalSources: readonly string[],
      runtimeConfig: object | undefined,
    ) => Promise<{ readonly pathToSource: string }>;
  };
  listFiles: {
    readonly listFiles: (directory: string, ignore: readonly string[]) => string[];
  };
}

interface FunctionsConfig {
  readonly source: string;
}

const require_ = createRequire(__filename);

function cli<Name extends keyof FirebaseCli>(name: Name): FirebaseCli[Name] {
  return require_(`firebase-tools/lib/${name}.js`) as FirebaseCli[Name];
}

/**
 * The files that a deployment uploads of the functions, as paths below their folder: those in the archive that
 * the Firebase CLI makes, by this repository's firebase.json.
 *
 * @param project the directory that `functions` is in
 */
export async function uploadedFunctions(project: string): Promise<string[]> {
  const { normalizeAndValidate, shouldUseRuntimeConfig } = cli('functions/projectConfig');
  const [config] = normalizeAndValidate(structuredClone(firebaseJson.functions));
  // Functions of the first generation are sent what `firebase functions:config` holds, unless it is refused.
  const runtimeConfig = shouldUseRuntimeConfig(config) ? {} : undefined;
  const { prepareFunctionsUpload } = cli('deploy/functions/prepareFunctionsUpload');
  const { pathToSource } = await prepareFunctionsUpload(
    project,
    join(project, config.source),
    config,
    [],
    runtimeConfig,
  );
  try {
    return namesInZip(await readFile(pathToSource)).sort();
  } finally {
    await rm(pathToSource);
  }
}

/** The files that a deployment puts on Hosting, of those in a directory. */
export function hostedFiles(directory: string): string[] {
  return cli('listFiles').listFiles(directory, firebaseJson.hosting.ignore).sort();
}

/** Names of the central directory, see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3.12. */
function namesInZip(zip: Buffer): string[] {
  const names: string[] = [];
  const signature = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = zip.indexOf(signature); at !== -1; at = zip.indexOf(signature, at)) {
    const length = zip.readUInt16LE(at + 28);
    names.push(zip.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return names;
}
