import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run';

/** The index of an app's codebase. Each mistake that it marks must be found. */
const app = `
export * from 'firestreak';

import { logActivity } from 'firestreak';
import { type Program, program } from 'firestreak/program';
import { createServer, FirestreakError } from 'firestreak/server';

// @ts-expect-error: no number
const wrong: number = logActivity.run;
// @ts-expect-error: versions are texts
export const rules: Program = { ...program, version: wrong };

export async function use(uid: string): Promise<number> {
  const server = createServer({ databaseId: 'firestreak', instance: 'reading', program });
  // @ts-expect-error: no field has this name
  await server.logActivity(uid, { activityId: 'a', type: 'quiz_hard_passed', kind: 'b' });
  for await (const { path } of server.exportData(uid)) if (path === '') break;
  try {
    return (await server.getStreak(uid)).current;
  } catch (error) {
    if (error instanceof FirestreakError && error.reason === 'time-zone-unset') return 0;
    throw error;
  }
}
`;

/** The ways in which TypeScript finds a package; the last one reads no \`exports\`. */
const RESOLUTIONS = [
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
  ['commonjs', 'node10', '--ignoreDeprecations', '6.0'],
] as const;

/** What a codebase is compiled to. */
const kinds = ['commonjs', 'module'] as const;

/**
 * Compiles apps that deploy the package and nothing else, as a kit's index does.
 *
 * @param directory where it is installed
 * @returns the directories of their package.json, one for each kind
 * @throws Error when the types are missing or wrong, in the package or in what they refer to
 */
export async function compileApps(directory: string, typescript: string): Promise<string[]> {
  const compile = (...args: string[]) =>
    run(
      process.execPath,
      [typescript, '--ignoreConfig', '--strict', '--target', 'es2023', '--types', 'node', ...args],
      directory,
    );
  for (const type of kinds) {
    await mkdir(join(directory, type));
    await writeFile(join(directory, type, 'index.ts'), app);
    const manifest = { name: type, private: true, main: 'lib/index.js', type };
    await writeFile(join(directory, type, 'package.json'), JSON.stringify(manifest));
    const out = ['--outDir', `${type}/lib`, '--rootDir', type, '--noCheck'];
    await compile('--module', 'nodenext', ...out, `${type}/index.ts`);
  }
  for (const [module, ...how] of RESOLUTIONS) {
    const files = module === 'nodenext' ? kinds : (['commonjs'] as const);
    const checked = ['--noEmit', '--skipLibCheck', 'false', '--module', module];
    await compile(...checked, '--moduleResolution', ...how, ...files.map((f) => `${f}/index.ts`));
  }
  return kinds.map((type) => join(directory, type));
}
