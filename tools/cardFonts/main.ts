import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine, runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { UsageError } from '../../local/suite/usageError';
import { codePointsOf, type Font, fromWoff, packed } from './fontPack';

/** A package of fonts and its files of one weight, for all of which an earlier source comes first. */
interface Source {
  readonly from: string;
  readonly family: string;
  readonly files: RegExp;
  readonly bold?: boolean;
  /** Files without any of these are left out. */
  readonly only?: RegExp;
}

const noto = (name: string, only?: RegExp): Source => ({
  from: `@fontsource/noto-sans${name}@5.3.0`,
  family: `Noto Sans${name}`,
  files: /-600-normal\.woff$/,
  ...(only && { only }),
});

/** What characters are drawn in: the first that has them. The last has all of the basic plane and much more. */
const sources: readonly Source[] = [
  ...[
    { files: /^Inter_400Regular\.ttf$/, bold: false },
    { files: /^Inter_700Bold\.ttf$/, bold: true },
  ].map((weight) => ({ from: '@expo-google-fonts/inter@0.4.2', family: 'Inter', ...weight })),
  {
    from: '@expo-google-fonts/noto-emoji@0.4.7',
    family: 'Noto Emoji',
    files: /^NotoEmoji_600SemiBold\.ttf$/,
  },
  noto(''),
  noto('-arabic', /\p{Script=Arabic}/u),
  noto('-hebrew', /\p{Script=Hebrew}/u),
  noto('-thai', /\p{Script=Thai}/u),
  noto('-bengali', /\p{Script=Bengali}/u),
  noto('-tamil', /\p{Script=Tamil}/u),
  noto('-armenian', /\p{Script=Armenian}/u),
  noto('-georgian', /\p{Script=Georgian}/u),
  noto('-sc', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\uFF00-\uFF65]/u),
  noto('-kr', /\p{Script=Hangul}/u),
  {
    from: '@fontsource/unifontex@5.2.6',
    family: 'UnifontEX',
    files: /-400-normal\.woff$/,
  },
];

const packages = [...new Set(sources.map(({ from }) => from))];

const usage = `Usage: npm run tool -- card-fonts FOLDER

Writes functions/src/platform/fonts/, in which share cards are written, from packages in FOLDER/node_modules:
npm install --ignore-scripts --prefix FOLDER ${packages.join(' ')}`;

function main(args: readonly string[]): void {
  const { positionals } = parseCommandLine({ args: [...args], allowPositionals: true });
  const [folder, more] = positionals;
  if (folder === undefined || more !== undefined) throw new UsageError('Name one folder.');
  const target = join(repository, 'functions/src/platform/fonts');
  mkdirSync(target, { recursive: true });
  const fonts = sources.flatMap((source) => fontsOf(folder, source));
  const pack = packed(fonts);
  writeFileSync(join(target, 'fonts.pack'), pack);
  process.stdout.write(`${fonts.length} fonts, ${pack.length} bytes.\n`);
}

function fontsOf(folder: string, { from, family, files, bold, only }: Source): Font[] {
  const root = join(folder, 'node_modules', from.slice(0, from.lastIndexOf('@')));
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => files.test(path.split('/').at(-1) ?? ''))
    .sort(new Intl.Collator('en', { numeric: true }).compare);
  if (found.length === 0) throw new UsageError(`${from} has no such file.`);
  return found
    .map((path) => {
      const file = readFileSync(join(root, path));
      return path.endsWith('.woff') ? fromWoff(file) : file;
    })
    .filter((data) => !only || only.test(String.fromCodePoint(...codePointsOf(data))))
    .map((data) => ({ family, data, ...(bold !== undefined && { bold }) }));
}

runCommand(usage, main);
