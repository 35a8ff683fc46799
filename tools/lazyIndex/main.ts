import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { lazyIndex } from './lazyIndex';

const usage = `Usage: npm run build:functions

Compiles functions/src to functions/lib, with an index.js that loads the file of a function when the function
is asked for.`;

const functions = join(__dirname, '../../functions');

runCommand(usage, () => {
  const source = readFileSync(join(functions, 'src/index.ts'), 'utf8');
  writeFileSync(join(functions, 'lib/index.js'), lazyIndex(source));
});
