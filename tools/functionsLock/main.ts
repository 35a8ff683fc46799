import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { type LockFile, functionsLock } from './functionsLock';

const usage = `Usage: npm run tool -- functions-lock

Writes functions/package-lock.json, which is deployed with the functions, from the repository's own.`;

async function main(): Promise<void> {
  const manifest = await readFile(join(repository, 'functions/package.json'), 'utf8');
  const lock = await readFile(join(repository, 'package-lock.json'), 'utf8');
  const text = await functionsLock(manifest, JSON.parse(lock) as LockFile);
  await writeFile(join(repository, 'functions/package-lock.json'), text);
  const { packages } = JSON.parse(text) as LockFile;
  process.stdout.write(`${Object.keys(packages).length - 1} packages locked.\n`);
}

runCommand(usage, main);
