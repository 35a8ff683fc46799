import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ends the relative imports of what the compiler has made in `.js`: Node finds no module without it, and
 * TypeScript under `moduleResolution: nodenext` takes everything for `any` without a word.
 */
const [, , folder = ''] = process.argv;

for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!/\.(js|d\.ts)$/.test(name)) continue;
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/(\bfrom |\bimport\()(["'])(\.[^"']*)\2/g, '$1$2$3.js$2'));
}
