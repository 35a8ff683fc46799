import { parseCommandLine, runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { UsageError } from '../../local/suite/usageError';
import { packOptions } from '../packageCheck/packed';
import { run } from '../packageCheck/run';
import { bumps, nextVersion, obstacles, packageFolders, versionIn } from './release';

const usage = `Usage: npm run release -- major|minor|patch [--dry-run]

Makes the commit and the tag of the next version of all packages, once the working tree is clean, all packages
have the same version, CHANGELOG.md has a section for it, and the documents of the version are kept in
test/upgrades/released. Packs each package first. Publishes nothing: the workflow does, from the tag.

  --dry-run  checks and packs, and changes nothing`;

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' } },
  });
  const bump = bumps.find((each) => each === positionals[0]);
  if (!bump || positionals.length > 1) throw new UsageError('Say major, minor or patch.');
  const version = nextVersion(versionIn(repository, '.'), bump);
  const git = (...given: string[]) => run('git', given, repository);
  const found = obstacles({
    ...{ root: repository, folders: packageFolders, version },
    uncommitted: (await git('status', '--porcelain')).trim(),
  });
  if (found.length > 0) {
    throw new UsageError(`${version} cannot be released yet:\n\n${found.join('\n')}`);
  }
  const published = packageFolders.filter((folder) => folder !== '.');
  for (const folder of published) {
    const pack = ['pack', ...packOptions, '--dry-run', '--json', `./${folder}`];
    const packed = await run('npm', pack, repository);
    process.stdout.write(`${folder}: ${contents(packed)}\n`);
  }
  if (values['dry-run']) {
    process.stdout.write(`${version} can be released.\n`);
    return;
  }
  for (const folder of packageFolders) {
    const npm = ['version', version, '--no-git-tag-version', '--workspaces-update=false'];
    await run('npm', npm, `${repository}/${folder}`);
  }
  const peer = `peerDependencies.firestreak-client=^${version}`;
  await run('npm', ['pkg', 'set', peer], `${repository}/web/src/elements`);
  await run('npm', ['install', '--package-lock-only', '--ignore-scripts'], repository);
  await run('npm', ['run', 'tool', '--', 'functions-lock'], repository);
  await git('commit', '--all', '--message', `Version ${version}`);
  await git('tag', '--annotate', `v${version}`, '--message', `Version ${version}`);
  process.stdout.write(
    `Version ${version} is committed and tagged. .github/workflows/release.yml publishes it:\n  git push --follow-tags\n`,
  );
}

/** What an archive would hold. npm prints what scripts say before its JSON. */
function contents(printed: string): string {
  const [archive] = JSON.parse(printed.slice(printed.search(/^\[/m))) as [
    { readonly filename: string; readonly files: unknown[]; readonly size: number },
  ];
  return `${archive.filename}, ${archive.files.length} files, ${Math.ceil(archive.size / 1024)} KiB`;
}

runCommand(usage, main);
