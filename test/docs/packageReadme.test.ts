import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProgram } from '../../functions/src/contracts/program';
import { withPackageTables } from '../../tools/apiDocs/packageReadme';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');

const readme = read('functions/README.md');

test('functions/README.md has the needs, parameters and fields of programs, as api-docs writes them', () => {
  expect(withPackageTables(readme, read('docs/program.md'))).toBe(readme);
});

test('an error of a program leads to a place that the package has', () => {
  const [, section = 'none'] = /README of firestreak, "(.+)"/.exec(messageOf({})) ?? [];
  expect(readme).toContain(`### ${section}\n`);
  expect(readme).toMatch(/^\| `activities\.\*\.xp` +\|/m);
});

function messageOf(program: unknown): string {
  try {
    checkProgram(program);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test('it has the sections of the READMEs of function kits', () => {
  const sections = [...readme.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  expect(sections).toEqual([
    'Install',
    'Required IAM',
    'Usage',
    'Deploy',
    'Configuration',
    'Several instances',
    'Your own servers',
    'Events',
    'API',
  ]);
});
