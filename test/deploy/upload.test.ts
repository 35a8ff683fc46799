import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { hostedFiles, uploadedFunctions } from '../../tools/packageCheck/uploadedFiles';

/** What the functions need, and nothing else goes up. */
const needed = [
  '.npmrc',
  'lib/index.js',
  'lib/insights/prediction/model.json',
  'lib/leaderboard/lookAlikes.json',
  'lib/notifications/templates/de.json',
  'lib/notifications/templates/en.json',
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
  ...['lib/notifications/templates/.key.json'],
  ...['lib.zip', 'package.json.bak', 'data/users.json', 'yarn.lock', 'exported.tsv.gz'],
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
      ...['--noCheck', 'true'],
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

test('in Cloud Build no package runs a script of its own, and neither do we', () => {
  cpSync(join(repository, 'functions/.npmrc'), join(project, '.npmrc'));
  const touch = (name: string) => `node -e "require('fs').writeFileSync('${name}', '')"`;
  const scripts = { preinstall: touch('ran'), postinstall: touch('ran') };
  write('', ['a/package.json']);
  writeFileSync(
    join(project, 'a/package.json'),
    JSON.stringify({ name: 'a', version: '1.0.0', scripts }),
  );
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'all', version: '1.0.0', scripts, dependencies: { a: 'file:a' } }),
  );
  const install = () => {
    const env = { PATH: process.env['PATH'], HOME: project }; // none of this machine's settings
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund'], {
      cwd: project,
      env,
      stdio: 'ignore',
    });
    return ['ran', 'a/ran', 'node_modules/a/ran'].some((name) => existsSync(join(project, name)));
  };
  expect(install()).toBe(false);
  rmSync(join(project, '.npmrc'));
  rmSync(join(project, 'node_modules'), { recursive: true });
  expect(install()).toBe(true); // so that the test could fail
});

test('on Hosting is the page, and nothing that an editor left', () => {
  const page = ['assets/index-a1.css', 'assets/index-a1.js', 'icon.svg', 'index.html'];
  const left = ['.DS_Store', '.env', '.env.local', '.git/config', '.vscode/a.json', 'index.html~'];
  write('dist', [...page, ...left, 'assets/index-a1.js.map', 'assets/.DS_Store', 'build.log']);
  expect(hostedFiles(join(project, 'dist'))).toEqual(page);
});
