import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { apiDocs } from './apiDocs';
import { appEventSchema, withAppEventTable } from './appEvents';
import { withEventTable } from './eventTable';
import { withLimitTable } from './limitTable';
import { withPackageTables } from './packageReadme';

const usage = `Usage: npm run tool -- api-docs

Writes docs/api.md from what the callables promise, the catalogue of events into docs/notifications.md, what apps
are told into docs/events.md and functions/events.schema.json, and the roles, parameters and fields of programs
into functions/README.md.`;

const docs = join(__dirname, '../../docs');

function main(): void {
  writeFileSync(join(docs, 'api.md'), apiDocs());
  rewrite(join(docs, 'notifications.md'), withEventTable);
  rewrite(join(docs, 'events.md'), withAppEventTable);
  rewrite(join(docs, 'quotas.md'), withLimitTable);
  writeFileSync(join(docs, '../functions/events.schema.json'), appEventSchema());
  const programPage = readFileSync(join(docs, 'program.md'), 'utf8');
  rewrite(join(docs, '../functions/README.md'), (page) => withPackageTables(page, programPage));
}

function rewrite(file: string, withTables: (page: string) => string): void {
  writeFileSync(file, withTables(readFileSync(file, 'utf8')));
}

runCommand(usage, main);
