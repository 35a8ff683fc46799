import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCommandLine, runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { UsageError } from '../../local/suite/usageError';
import { lookAlikesIn } from './lookAlikes';

const usage = `Usage: npm run tool -- look-alikes CONFUSABLES UNICODE_DATA

Writes functions/src/features/leaderboards/lookAlikes.json, by which display names are compared with reserved ones, from two files
of one version of Unicode: confusables.txt (https://www.unicode.org/Public/security/) and UnicodeData.txt
(https://www.unicode.org/Public/UCD/). Debian's source package of ICU has both:
apt-get source --download-only icu, then source/data/unidata/ in the archive.`;

async function main(args: readonly string[]): Promise<void> {
  const { positionals } = parseCommandLine({ args: [...args], allowPositionals: true });
  const [confusables, unicodeData, more] = positionals;
  if (confusables === undefined || unicodeData === undefined || more !== undefined) {
    throw new UsageError('Name two files.');
  }
  const lookAlikes = lookAlikesIn(
    await readFile(confusables, 'utf8'),
    await readFile(unicodeData, 'utf8'),
  );
  const file = join(repository, 'functions/src/features/leaderboards/lookAlikes.json');
  await writeFile(file, `${JSON.stringify(lookAlikes, null, 2)}\n`);
  process.stdout.write(
    `functions/src/features/leaderboards/lookAlikes.json: Unicode ${lookAlikes.version}.\n`,
  );
}

runCommand(usage, main);
