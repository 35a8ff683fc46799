import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { elementsManifest } from './elementsManifest';
import { elementsPage } from './elementsPage';

const usage = `Usage: npm run tool -- elements-manifest

Writes what the doc comments of the elements say: web/src/elements/custom-elements.json, which editors and other
tools read, and docs/elements.md.`;

async function main(): Promise<void> {
  const manifest = await elementsManifest();
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  writeFileSync(join(repository, 'web/src/elements/custom-elements.json'), text);
  writeFileSync(join(repository, 'docs/elements.md'), elementsPage(manifest));
}

runCommand(usage, main);
