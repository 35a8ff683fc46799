import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine, runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { openApi } from './document';
import { phoneLanguages, typesIn } from './types';

const usage = `Usage: npm run tool -- openapi [--types DIR]

Writes docs/openapi.json from what the callables promise; with --types also the types of what users send and get,
in Swift, Kotlin and Dart, into DIR.`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: { types: { type: 'string' } },
  });
  writeFileSync(join(repository, 'docs/openapi.json'), openApi());
  if (values.types === undefined) return;
  mkdirSync(values.types, { recursive: true });
  for (const language of phoneLanguages) {
    writeFileSync(join(values.types, language.file), await typesIn(language));
  }
}

runCommand(usage, main);
