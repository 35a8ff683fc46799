import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { copyFonts } from '../../tools/build/copyFonts';
import { makeLazy } from '../../tools/build/lazyImports';

/** A new folder below the repository's packages, so that what lies in it finds them. */
export function besidePackages(prefix: string): string {
  mkdirSync(join(repository, '.cache'), { recursive: true });
  return mkdtempSync(join(repository, '.cache', prefix));
}

/** Builds the functions as they are deployed into a folder; types are checked elsewhere. */
export function buildFunctions(lib: string): void {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  const options = ['--noCheck', 'true', '--sourceMap', 'false', '--incremental', 'false'];
  execFileSync(process.execPath, [
    ...[tsc, '-p', join(repository, 'functions'), '--outDir', lib],
    ...[...options, '--tsBuildInfoFile', 'null'],
  ]);
  makeLazy(lib);
  copyFonts(lib);
}
