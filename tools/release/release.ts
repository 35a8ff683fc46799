import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is published together, under one version: folders of package.json, the repository's own first. */
export const packageFolders = [
  '.',
  'functions',
  'client',
  'web/src/elements',
  ...['local/firestore', 'local/pubsub', 'local/host'],
] as const;

/** How a release may be asked for. */
export const bumps = ['major', 'minor', 'patch'] as const;

export type Bump = (typeof bumps)[number];

/** What is looked at before a release. */
export interface Candidate {
  /** The repository's root. */
  readonly root: string;
  readonly folders: readonly string[];
  /** The version to be. */
  readonly version: string;
  /** What `git status --porcelain` says. */
  readonly uncommitted: string;
}

/** The next version of the repository. @throws Error when the present one is no version */
export function nextVersion(present: string, bump: Bump): string {
  const [, major, minor, patch] = (/^(\d+)\.(\d+)\.(\d+)$/.exec(present) ?? []).map(Number);
  if (major === undefined || minor === undefined || patch === undefined) {
    throw new Error(`${present} is no version such as 1.2.3.`);
  }
  if (bump === 'major') return `${major + 1}.0.0`;
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** The version in a folder's package.json. */
export function versionIn(root: string, folder: string): string {
  const text = readFileSync(join(root, folder, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Where the documents of a version are kept, for later versions to be tested with. */
export function documentsOf(version: string): string {
  return `test/upgrades/released/${version}.json`;
}

/** What stands in the way of a release, each with what to do; none when it can be made. */
export function obstacles({ root, folders, version, uncommitted }: Candidate): string[] {
  const versions = folders.map((folder) => `${folder} ${versionIn(root, folder)}`);
  const areEqual = new Set(folders.map((folder) => versionIn(root, folder))).size === 1;
  const documents = documentsOf(version);
  const section = sectionOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
  return [
    uncommitted !== '' && `There is something uncommitted; commit or stash it.\n${uncommitted}`,
    !areEqual && `The packages have different versions; make them equal: ${versions.join(', ')}.`,
    section === undefined &&
      `CHANGELOG.md has no section "## ${version}"; name what was unreleased after it.`,
    section === '' && `The section "## ${version}" of CHANGELOG.md is empty.`,
    !existsSync(join(root, documents)) &&
      `${documents} is missing; write it: FIRESTREAK_KEEP_DOCUMENTS=${version} npx jest --selectProjects embedded -w 1 test/upgrades`,
  ].filter((obstacle) => obstacle !== false);
}

/** What a changelog says of a version; undefined when it does not name it. */
function sectionOf(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((section) => /^\S+/.exec(section)?.[0] === version);
  return found?.slice(found.indexOf('\n') + 1).trim();
}
