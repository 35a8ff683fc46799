import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { monitoringFiles } from './monitoringFiles';

const usage = `Usage: npm run monitoring:files

Writes the log-based metrics, the dashboard and the alert policies in monitoring/.`;

const directory = join(__dirname, '../../monitoring');

function main(): void {
  for (const generated of ['metrics', 'alerts']) {
    rmSync(join(directory, generated), { recursive: true, force: true });
    mkdirSync(join(directory, generated));
  }
  for (const [path, text] of monitoringFiles()) writeFileSync(join(directory, path), text);
}

runCommand(usage, main);
