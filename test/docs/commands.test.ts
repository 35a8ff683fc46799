import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { packOptions } from '../../tools/packageCheck/packed';
import { folderOf, tools } from '../../tools/registry';
import { shownCommands } from './shownCommands';

const shown = shownCommands();

interface Manifest {
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8')) as Manifest;
}

/** Commands of the Firebase CLI with the options that each takes, as it knows them itself. */
const firebase = (() => {
  const script = `
    const { cli, getCommand } = require('firebase-tools');
    const longs = ({ options }) => options.map(({ long }) => long);
    const known = JSON.parse(process.argv[1]).map((name) => [name, getCommand(name)]);
    const found = known.filter(([, command]) => command).map(([name, command]) =>
      [name, [...longs(command), ...longs(cli)]]);
    process.stdout.write(JSON.stringify(Object.fromEntries(found)), () => process.exit());`;
  const names = shown.flatMap(({ text }) => firebaseCommand(text)?.slice(0, 1) ?? []);
  const args = ['--eval', script, JSON.stringify([...new Set(names)])];
  const { stdout } = spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8' });
  return JSON.parse(stdout) as Readonly<Record<string, readonly string[]>>;
})();

/** What is given to the Firebase CLI, when a command calls it. */
function firebaseCommand(command: string): string[] | undefined {
  const words = command.replace(/^npx /, '').split(/\s+/);
  return words[0] === 'firebase' && words[1] !== '--version' ? words.slice(1) : undefined;
}

const optionsIn = (words: readonly string[]) =>
  words
    .filter((word) => word.startsWith('--') && word !== '--')
    .map((word) => word.replace(/=.*/, ''));

/** What hinders a command from being run as it is shown; undefined when nothing does. */
function faultOf(command: string, page: string): string | undefined {
  const [first = '', second = '', ...rest] = command.split(/\s+/);
  const given = firebaseCommand(command);
  if (given !== undefined) {
    const [name = ''] = given;
    const unknown = optionsIn(given).filter((option) => !firebase[name]?.includes(option));
    if (!firebase[name]) return 'The Firebase CLI has no such command.';
    return unknown.length > 0 ? `It takes no ${unknown.join(', ')}.` : undefined;
  }
  if (first === 'npm') return faultOfNpm(second, rest, page);
  if (first === 'npx') return faultOfNpx(second, rest);
  if (first.includes('/'))
    return existsSync(join(repository, first)) ? undefined : 'It is not there.';
  const elsewhere = ['cd', 'export', 'gcloud', 'git', 'mkdir', 'mv', 'node', 'rm', 'time', 'xargs'];
  return elsewhere.includes(first) ? undefined : 'Nobody knows whether it works.';
}

function faultOfNpm(verb: string, rest: readonly string[], page: string): string | undefined {
  const folder = page.startsWith('examples/') ? dirname(page) : '.';
  const scripts = manifestIn(folder).scripts ?? {};
  const [name = '', ...args] = rest;
  switch (verb) {
    case 'start':
    case 'test':
      return verb in scripts ? undefined : 'There is no such script.';
    case 'run': {
      const script = scripts[name];
      if (script === undefined) return 'There is no such script.';
      const tool = args[1] ?? '';
      if (name !== 'tool' || tool === 'NAME' || tool === '') return faultOfOptions(script, args);
      if (!(tool in tools)) return 'There is no such tool.';
      return faultOfOptions(`tsx tools/${folderOf(tool)}/main.ts`, args);
    }
    case 'pack':
      return faultOfPack(rest);
    default:
      return ['audit', 'ci', 'install', 'uninstall', '--prefix'].includes(verb)
        ? undefined
        : 'What is it for?';
  }
}

/** Options that no file of a script's program names. */
function faultOfOptions(script: string, args: readonly string[]): string | undefined {
  const file = /\S+\/main\.ts/.exec(script)?.[0];
  if (file === undefined) return undefined;
  const folder = dirname(join(repository, file));
  const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const unknown = optionsIn(args).filter((option) => !source.includes(option));
  return unknown.length > 0 ? `It takes no ${unknown.join(', ')}.` : undefined;
}

/** In this repository npm runs no scripts unless it is told to, and a package is built by one. */
function faultOfPack(words: readonly string[]): string | undefined {
  const folders = words.filter((word) => word.startsWith('./'));
  const lacking = packOptions.filter((option) => !words.includes(option));
  if (folders.length === 0) return words.length === 1 ? undefined : 'It packs what is not there.';
  if (lacking.length > 0) return `It packs nothing that is built, without ${lacking.join(' ')}.`;
  return folders.every((folder) => manifestIn(folder).scripts?.['prepack'] !== undefined)
    ? undefined
    : 'Nothing builds it.';
}

function faultOfNpx(name: string, words: readonly string[]): string | undefined {
  const bins = ['local/firestore', 'local/host', 'local/pubsub'].map(
    (each) => manifestIn(each).bin,
  );
  const own = Object.assign({}, ...bins) as object;
  if (!(name in own) && !existsSync(join(repository, 'node_modules/.bin', name))) {
    return 'There is no such program.';
  }
  if (name !== 'jest') return undefined;
  const isThere = (path: string) => existsSync(path) || existsSync(`${path}.test.ts`);
  const gone = words.filter((word) => word.startsWith('test/') && !isThere(join(repository, word)));
  return gone.length > 0 ? `There is no ${gone.join(', ')}.` : undefined;
}

test('pages show commands', () => {
  expect(shown.length).toBeGreaterThan(100);
  expect(Object.keys(firebase).length).toBeGreaterThan(8);
});

test('each is there, with the options that it is shown with', () => {
  const faults = shown.flatMap(({ page, line, text }) => {
    const fault = faultOf(text, page);
    return fault === undefined ? [] : [`${page}:${line}: ${text}: ${fault}`];
  });
  expect(faults).toEqual([]);
});
