import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';

const usage = `Usage: npm run tool -- sbom

Prints the packages that are deployed with the functions, as CycloneDX.`;

function main(): void {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const cwd = join(repository, 'functions');
  const { status, error } = spawnSync('npm', args, { cwd, stdio: 'inherit' });
  if (error) throw error;
  process.exitCode = status ?? 1;
}

runCommand(usage, main);
