import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { apiDocs } from './apiDocs';

const usage = `Usage: npm run docs:api

Writes docs/api.md from what the callables promise.`;

function main(): void {
  writeFileSync(join(__dirname, '../../docs/api.md'), apiDocs());
}

runCommand(usage, main);
