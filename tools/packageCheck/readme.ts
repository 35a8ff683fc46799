import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The program that a package's README begins with. */
export interface FirstProgram {
  /** Its files; the last is the one that is run. */
  readonly files: readonly string[];
  /** What it prints, as the README says. */
  readonly output: string;
}

/**
 * Writes the program of a README's section "A first program" into a directory: each block of JavaScript begins
 * with its file's name in a comment, and a block of text is what it prints.
 *
 * @throws Error when the README has no such program
 */
export async function writeFirstProgram(readme: string, directory: string): Promise<FirstProgram> {
  const text = await readFile(readme, 'utf8');
  const section = /^## A first program$([^]*?)^## /m.exec(text)?.[1] ?? '';
  const files: string[] = [];
  for (const [, name = '', code = ''] of section.matchAll(/^```js\n\/\/ (\S+)\n([^]*?)^```$/gm)) {
    await writeFile(join(directory, name), code);
    files.push(name);
  }
  const output = /^```text\n([^]*?)^```$/m.exec(section)?.[1];
  if (files.length === 0 || output === undefined)
    throw new Error(`${readme} has no first program.`);
  return { files, output };
}
