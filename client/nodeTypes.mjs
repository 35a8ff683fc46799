import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ends the relative imports of the declarations in `.js`, without which TypeScript finds none of them
 * under `moduleResolution: nodenext`, and takes everything for `any` without a word.
 */
const folder = join(import.meta.dirname, 'lib/types');

for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue;
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/(\bfrom |\bimport\()(["'])(\.[^"']*)\2/g, '$1$2$3.js$2'));
}
