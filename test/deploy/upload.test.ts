import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { type LockFile, withoutScripts } from '../../tools/functionsLock/functionsLock';
import { hostedFiles, uploadedFunctions } from '../../tools/packageCheck/uploadedFiles';

/** What the functions need, and nothing else goes up. */
const needed = [
  'lib/index.js',
  'lib/features/insights/model.json',
  'lib/features/leaderboards/lookAlikes.json',
  'lib/languages/de.json',
  'lib/languages/en.json',
  'lib/languages/pl.json',
  'lib/platform/fonts/LICENSE.txt',
  'lib/platform/fonts/fonts.pack',
  'lib/platform/wire/encodeCommit.js',
  'package-lock.json',
  'package.json',
];

/** What may lie in the folder of somebody who works on them. */
const others = [
  ...['.secret.local', '.env', '.env.local', '.env.prod', '.env.my-project', '.runtimeconfig.json'],
  ...['service-account.json', 'my-project-firebase-adminsdk-x1.json', 'key.pem', 'id_rsa'],
  ...['.git/config', '.gitignore', '.DS_Store', 'lib/.DS_Store', '.vscode/settings.json'],
  ...[
    '.idea/workspace.xml',
    'lib/index.js~',
    'lib/.index.js.swp',
    'index.js',
    'firebase-debug.log',
  ],
  ...['npm-debug.log', 'ui-debug.log', 'coverage/lcov.info', 'tsconfig.json', 'src/index.ts'],
  ...['src/lib/index.js', 'lib/.tsbuildinfo', 'lib/index.js.map', 'lib/index.d.ts', 'README.md'],
  ...['test/index.test.js', 'node_modules/zod/package.json', 'node_modules/functions/lib/a.js'],
  ...['lib/key.json', 'lib/.git/config', 'lib/.env.local', 'lib/.env.js', 'lib/dump.tsv'],
  ...['lib/languages/.key.json'],
  ...['lib.zip', 'package.json.bak', 'data/users.json', 'yarn.lock', 'exported.tsv.gz'],
  ...['npm-shrinkwrap.json', '.npmrc', 'LICENSE'],
];

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'firestreak-upload-'));
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

function write(folder: string, files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(project, folder, file)), { recursive: true });
    writeFileSync(join(project, folder, file), '');
  }
}

test('of the functions goes up what runs and how it is installed, whatever else lies there', async () => {
  write('functions', [...needed, ...others]);
  expect(await uploadedFunctions(project)).toEqual([...needed].sort());
});

test('what the compiler makes is all there', async () => {
  const out = join(project, 'functions/lib');
  execFileSync(
    process.execPath,
    [
      join(repository, 'node_modules/typescript/bin/tsc'),
      ...['-p', join(repository, 'functions'), '--outDir', out],
      ...['--sourceMap', 'false', '--incremental', 'false', '--tsBuildInfoFile', 'null'],
      ...['--noCheck', 'true', '--declaration', 'false'],
    ],
    { stdio: 'inherit' },
  );
  const made = execFileSync('find', ['.', '-type', 'f'], { cwd: out, encoding: 'utf8' });
  const files = made
    .trim()
    .split('\n')
    .map((path) => path.replace(/^\./, 'lib'));
  expect(files).toContain('lib/index.js');
  expect(await uploadedFunctions(project)).toEqual(files.sort());
});

test('in Cloud Build no package runs a script of its own: npm goes by the lock file', () => {
  const touch = (name: string) => `node -e "require('fs').writeFileSync('${name}', '')"`;
  const scripts = { preinstall: touch('ran'), postinstall: touch('ran') };
  const json = (file: string, content: object) => {
    writeFileSync(join(project, file), JSON.stringify(content));
  };
  const npm = (...args: string[]) =>
    execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], {
      cwd: project,
      env: { PATH: process.env['PATH'], HOME: project }, // none of this machine's settings
      stdio: 'ignore',
    });
  write('', ['a/package.json']);
  json('a/package.json', { name: 'a', version: '1.0.0', scripts });
  npm('pack', './a');
  json('package.json', {
    ...{ name: 'all', version: '1.0.0' },
    dependencies: { a: 'file:a-1.0.0.tgz' },
  });
  npm('install', '--ignore-scripts');
  const ranWith = (lock: LockFile) => {
    json('package-lock.json', lock);
    npm('ci');
    return existsSync(join(project, 'node_modules/a/ran'));
  };
  const path = 'node_modules/a';
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as LockFile;
  const packages = { ...lock.packages, [path]: { ...lock.packages[path], hasInstallScript: true } };
  expect(ranWith({ ...lock, packages })).toBe(true); // so that the test could fail
  expect(ranWith(JSON.parse(withoutScripts(lock)) as LockFile)).toBe(false);
});

test('on Hosting is the page, and nothing that an editor left', () => {
  const page = ['assets/index-a1.css', 'assets/index-a1.js', 'icon.svg', 'index.html'];
  const left = ['.DS_Store', '.env', '.env.local', '.git/config', '.vscode/a.json', 'index.html~'];
  write('dist', [...page, ...left, 'assets/index-a1.js.map', 'assets/.DS_Store', 'build.log']);
  expect(hostedFiles(join(project, 'dist'))).toEqual(page);
});
