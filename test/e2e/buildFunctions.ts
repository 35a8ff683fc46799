import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../../local/suite/repository';

/** Builds the functions, as `npm start` does before it starts. @throws when they do not compile */
export async function buildFunctions(): Promise<void> {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', join(repository, 'functions')]);
}
