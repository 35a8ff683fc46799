import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = join(__dirname, '../..');
const header = 'user\ttimeZone\toccurredAt\ttype';
const row = 'ada\tEurope/Berlin\t2026-03-10T12:00:00Z\tquiz_easy_passed';

/** With the logs of the functions, which are no part of the answer. */
const env = { ...process.env, FIRESTREAK_LOGS: '1' };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replay-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function replay(...args: string[]) {
  const command = ['--require', 'tsx/cjs', join(root, 'tools/replay/main.ts'), ...args];
  return spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env });
}

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

test('writes the final state of every user, and prints a summary', () => {
  const log = file('log.tsv.gz', gzipSync(`${header}\n${row}\n`));
  const out = join(folder, 'out.json');
  const { status, stdout } = replay(log, '--until', '2026-03-11T12:00:00Z', '--out', out);
  expect(status).toBe(0);
  expect(stdout).toMatch(/activities +1\n/);
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({
    ada: {
      activeDays: 1,
      activities: 1,
      current: 1,
      events: { freeze_applied: 0, milestone: 0, streak_broken: 0, weekly_bonus: 0 },
      freezes: 0,
      frozenDays: 0,
      lastActiveDay: '2026-03-10',
      level: 1,
      longest: 1,
      xp: 10,
    },
  });
});

test('prints nothing but its report, also of two programs; logs go elsewhere', () => {
  const log = file('log.tsv', `${header}\n${row}\n`);
  const until = ['--until', '2026-03-14T12:00:00Z'];
  const { status, stdout, stderr } = replay(log, ...until, '--program', 'lawStudy');
  expect(status).toBe(0);
  expect(stderr).toContain('"letters_open"');
  const isFigure = (line: string) => /^[A-Za-z ]+[+-]?[\d.,]+( s)?$/.test(line);
  const others = stdout.split('\n').filter((line) => line !== '' && !isFigure(line));
  expect(others).toEqual(['Under the other program, compared with the default one:']);
});

test('bad rows end it with their lines, exit code 2 and nothing written', () => {
  const log = file('log.tsv', `${header}\n${row}\nada\tnowhere\tnever\tnap\n`);
  const out = join(folder, 'out.json');
  const { status, stderr } = replay(log, '--until', '2026-03-11T12:00:00Z', '--out', out);
  expect(status).toBe(2);
  expect(stderr).toContain('line 3: timeZone: ');
  expect(existsSync(out)).toBe(false);
});

test.each([
  [[], 'Name one activity log.'],
  [['log.tsv'], '--until needs an instant'],
  [['log.tsv', '--until', 'tomorrow'], '--until needs an instant'],
  [['log.tsv', '--colour', 'red'], "Unknown option '--colour'"],
  [['missing.tsv', '--until', '2026-03-11T12:00:00Z'], 'no such file'],
])('%j is refused with what to do and exit code 2', (args, message) => {
  const { status, stderr } = replay(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

test('a program that makes no sense is refused before anything is replayed', () => {
  const log = file('log.tsv', `${header}\n${row}\n`);
  const rules = file('rules.json', JSON.stringify({ version: '2', milestones: [7, 7] }));
  const { status, stderr } = replay(log, '--until', '2026-03-11T12:00:00Z', '--program', rules);
  expect(status).toBe(2);
  expect(stderr).toContain('rules.json: The program is wrong in');
});
