import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import {
  bumps,
  documentsOf,
  nextVersion,
  obstacles,
  packageFolders,
  versionIn,
} from '../../tools/release/release';
import { keptVersions } from '../upgrades/keptDocuments';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'firestreak-release-'));
  mkdirSync(join(root, 'client'));
  mkdirSync(join(root, 'test/upgrades/released'), { recursive: true });
  for (const folder of ['.', 'client']) manifest(folder, '1.2.3');
  writeFileSync(join(root, 'CHANGELOG.md'), '# Changelog\n\n## 1.3.0\n\n- A line.\n\n## 1.2.3\n');
  writeFileSync(join(root, documentsOf('1.3.0')), '{}');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function manifest(folder: string, version: string): void {
  writeFileSync(join(root, folder, 'package.json'), JSON.stringify({ version }));
}

const found = (version = '1.3.0', uncommitted = '') =>
  obstacles({ root, folders: ['.', 'client'], version, uncommitted });

test.each([
  ['major', '2.0.0'],
  ['minor', '1.3.0'],
  ['patch', '1.2.4'],
] as const)('a %s version after 1.2.3 is %s', (bump, next) => {
  expect(nextVersion('1.2.3', bump)).toBe(next);
  expect(bumps).toContain(bump);
  expect(() => nextVersion('next', bump)).toThrow('next is no version');
});

test('nothing stands in the way of a version that is ready', () => {
  expect(found()).toEqual([]);
});

test('what is uncommitted, unequal, unnamed or not kept stands in the way, with what to do', () => {
  expect(found('1.3.0', ' M README.md')).toEqual([expect.stringContaining('commit or stash it')]);
  manifest('client', '1.2.2');
  expect(found()).toEqual([expect.stringContaining('. 1.2.3, client 1.2.2')]);
  manifest('client', '1.2.3');
  expect(found('1.2.3')).toEqual([
    expect.stringContaining('section "## 1.2.3" of CHANGELOG.md is empty'),
    expect.stringContaining('FIRESTREAK_KEEP_DOCUMENTS=1.2.3'),
  ]);
  expect(found('2.0.0')).toEqual([
    expect.stringContaining('no section "## 2.0.0"'),
    expect.stringContaining(documentsOf('2.0.0')),
  ]);
});

test('all packages of this repository have one version, whose documents are kept', () => {
  const versions = packageFolders.map((folder) => versionIn(repository, folder));
  expect(new Set(versions).size).toBe(1);
  expect(keptVersions()).toContain(versions[0]);
});

test('the workflow publishes every package but the repository itself, with provenance', () => {
  const workflow = readFileSync(join(repository, '.github/workflows/release.yml'), 'utf8');
  const [, folders = ''] = /for folder in (.+); do/.exec(workflow) ?? [];
  expect(folders.split(' ').sort()).toEqual(packageFolders.slice(1).sort());
  expect(workflow).toContain('npm publish --ignore-scripts=false --provenance');
});
