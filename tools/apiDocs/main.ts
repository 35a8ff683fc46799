import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { apiDocs } from './apiDocs';
import { withEventTable } from './eventTable';
import { withPackageTables } from './packageReadme';

const usage = `Usage: npm run tool -- api-docs

Writes docs/api.md from what the callables promise, the catalogue of events into docs/notifications.md, and the
roles, parameters and fields of programs into functions/README.md.`;

const docs = join(__dirname, '../../docs');

function main(): void {
  writeFileSync(join(docs, 'api.md'), apiDocs());
  rewrite(join(docs, 'notifications.md'), withEventTable);
  const programPage = readFileSync(join(docs, 'program.md'), 'utf8');
  rewrite(join(docs, '../functions/README.md'), (page) => withPackageTables(page, programPage));
}

function rewrite(file: string, withTables: (page: string) => string): void {
  writeFileSync(file, withTables(readFileSync(file, 'utf8')));
}

runCommand(usage, main);
