import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shownCommands } from './shownCommands';

/** What gcloud itself finds in a command, without running it. */
interface Verdict {
  readonly command_string: string;
  readonly success: boolean;
  readonly error_message: string | null;
}

/** Commands as whoever follows a page runs them: variables have values, and `xargs` adds its argument. */
const commands = shownCommands().flatMap(({ page, line, text }) => {
  const [, xargs, command] = /^(xargs(?: -\S+| \d+)* )?(gcloud .+)$/s.exec(text) ?? [];
  if (command === undefined || /[…{]$| … /.test(command)) return [];
  const whole = xargs === undefined ? command : command.replace(/ --|$/, (flag) => ` it${flag}`);
  return [{ page, line, run: whole.replaceAll(/\$\{?\w+\}?|\bPROJECT\b/g, 'value') }];
});

/** What gcloud says of commands, without running them: undefined of one that is right, by the command. */
function lint(commands: readonly string[]): ReadonlyMap<string, string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'gcloud-'));
  try {
    const file = join(folder, 'commands.json');
    writeFileSync(file, JSON.stringify(commands.map((text) => ({ command_string: text }))));
    const args = ['meta', 'lint-gcloud-commands', `--commands-file=${file}`];
    const maxBuffer = 256 * 1024 * 1024;
    const { stdout } = spawnSync('gcloud', args, { encoding: 'utf8', maxBuffer });
    const verdicts = JSON.parse(stdout) as Verdict[];
    return new Map(
      verdicts.map(({ command_string: command, success, error_message: error }) => [
        command,
        success ? undefined : (error ?? 'It is refused.'),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('gcloud knows every command of the pages, with its options', () => {
  expect(commands.length).toBeGreaterThan(40);
  const verdicts = lint(commands.map(({ run }) => run));
  const faults = commands.flatMap(({ page, line, run }) => {
    const fault = verdicts.has(run) ? verdicts.get(run) : 'It was not looked at.';
    return fault === undefined ? [] : [`${page}:${line}: ${run}: ${fault}`];
  });
  expect(faults).toEqual([]);
});

test('it refuses what is misspelt', () => {
  const misspelt = [
    'gcloud scheduler jobs runs it --location=here',
    'gcloud scheduler jobs run it --locaton=here',
  ];
  expect([...lint(misspelt).values()].filter((fault) => fault !== undefined)).toHaveLength(2);
});
