import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { folderOf, tools } from '../../tools/registry';

const names = Object.keys(tools);
const folder = join(repository, 'tools');

const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

test('whatever has a main.ts in a folder of tools/ is a script or a tool, and not both', () => {
  const ofScripts = Object.values(scripts).flatMap((script) => {
    const [, name] = /tools\/(\w+)\/main\.ts/.exec(script) ?? [];
    return name ?? [];
  });
  const commands = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'main.ts')));
  expect([...ofScripts, ...names.map(folderOf)].sort()).toEqual(commands.sort());
});

test.each(names)('%s shows its usage for --help', (name) => {
  const texts = ['main.ts', 'options.ts']
    .map((file) => join(folder, folderOf(name), file))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  expect(texts).toContain('runCommand(usage,');
  expect(texts).toContain(`const usage = \`Usage: npm run tool -- ${name}`);
});

function run(...args: string[]) {
  const command = ['--require', 'tsx/cjs', join(folder, 'main.ts'), ...args];
  return spawnSync(process.execPath, command, { cwd: repository, encoding: 'utf8' });
}

test('without a name the tools are listed, each with what it does', () => {
  const { status, stdout } = run();
  expect(status).toBe(0);
  for (const [name, does] of Object.entries(tools)) {
    expect(stdout).toMatch(new RegExp(`^  ${name} +${does}$`, 'm'));
  }
});

test('a tool gets its own options', () => {
  expect(run('simulate', '--help').stdout).toMatch(/^Usage: npm run tool -- simulate \[--due/);
  const { status, stderr } = run('simulate', '--due', 'many');
  expect([status, stderr]).toEqual([2, expect.stringContaining('--due needs a whole number')]);
});

test.each([
  ['simulated', 'simulate'],
  ['bench', 'board-bench'],
  ['sise', 'sizes'],
  ['constructor', 'convert'],
])('there is no tool %s: %s is named first', (typed, nearest) => {
  const { status, stderr } = run(typed);
  expect(stderr).toContain(`There is no tool ${typed}. There are: ${nearest}, `);
  for (const name of names) expect(stderr).toContain(name);
  expect(status).toBe(2);
});
