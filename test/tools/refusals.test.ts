import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';

const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
const log = join(folder, 'log.tsv');
const emptyLog = join(folder, 'empty.tsv');
const quotedLog = join(folder, 'quoted.tsv');
const longLog = join(folder, 'long.tsv');
const brokenProgram = join(folder, 'program.json');

beforeAll(() => {
  const row = 'ada\tEurope/Berlin\t2026-03-10T12:00:00Z\tquiz_easy_passed';
  writeFileSync(log, `user\ttimeZone\toccurredAt\ttype\n${row}\n`);
  writeFileSync(emptyLog, '');
  const later = row.replace('2026', '2999');
  writeFileSync(longLog, `user\ttimeZone\toccurredAt\ttype\n${row}\n${later}\n`);
  writeFileSync(quotedLog, `user\ttimeZone\toccurredAt\ttype\n"${row.replace('\t', '"\t')}\n`);
  writeFileSync(brokenProgram, '{ "version": ');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const until = ['--until', '2026-03-11T12:00:00Z'];

test.each([
  ['chaos', ['--seeds', 'many'], '--seeds needs a whole number, 1 or more.'],
  ['chaos', ['--faults', '2'], '--faults needs a number from 0 to 0.3.'],
  ['fuzz', ['--runs', 'many'], '--runs needs a whole number, 1 or more.'],
  ['deliveryFaults', ['--events', 'many'], '--events needs a whole number, 1 or more.'],
  ['boardBench', ['--users', '10,many'], '--users needs a whole number, 1 or more.'],
  ['erasureBench', ['--activities', '0'], '--activities needs a whole number, 1 or more.'],
  ['challengeBench', ['--users', '0'], '--users needs a whole number, 1 or more.'],
  ['replayReads', [log, '--seed', 'x'], '--seed needs a whole number, 0 or more.'],
  ['screenshots', ['--quick'], "Unknown option '--quick'"],
  ['previewTemplates', ['a', 'b'], 'Name one directory.'],
  ['import', [emptyLog], 'empty.tsv is empty.'],
  ['import', [quotedLog], 'line 2: user: is quoted'],
  ['import', [folder], 'EISDIR'],
  ['import', [log, '--project', `demo-none-${process.pid}`], 'No suite is ready'],
  ['replay', [quotedLog, ...until], 'line 2: user: is quoted'],
  ['replay', [log, '--until', '0001-01-01T00:00:00Z'], '--until needs an instant'],
  ['replay', [log, '--until', '9999-12-31T00:00:00Z'], '--until needs an instant'],
  ['replayReads', [quotedLog], 'line 2: user: is quoted'],
  ['evaluatePrediction', [emptyLog], 'empty.tsv is empty.'],
  ['evaluatePrediction', [longLog], 'more than 10000 days are not scored'],
  ['convert', ['history.jsonl', '--users', log], 'line 1: no column "id"'],
  ['replay', [log, ...until, '--out', join(folder, 'none/out.json')], 'no such file or directory'],
  ['replay', [log, ...until, '--program', brokenProgram], 'program.json is not JSON'],
  ['evaluatePrediction', [log], 'The log is too short'],
  ['conformance', ['--suite', 'rust', '--checkout', folder], "install the suite's dependencies"],
] as const)('%s %j is refused with what to do and exit code 2', (tool, args, message) => {
  const command = ['--require', 'tsx/cjs', join(repository, 'tools', tool, 'main.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: repository,
    encoding: 'utf8',
  });
  expect(stderr).toContain(message);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a command that fails says why, in words, with exit code 1; its stack when it is asked for', () => {
  const script = `
    const { runCommand } = require('./local/suite/commandLine');
    const refused = () => new Error('7 PERMISSION_DENIED', { cause: new Error('no credentials') });
    runCommand('usage', async () => {
      setTimeout(() => { throw new AggregateError([refused(), refused()], 'Two tasks failed.'); }, 1);
      await new Promise(() => setTimeout(() => undefined, 10_000));
    });`;
  const command = ['--require', 'tsx/cjs', '--eval', script];
  const run = (env = {}) =>
    spawnSync(process.execPath, command, {
      ...{ cwd: repository, encoding: 'utf8', env: { ...process.env, ...env } },
    });
  expect(run()).toMatchObject({
    status: 1,
    stderr: 'Two tasks failed.\n7 PERMISSION_DENIED\nno credentials\n',
  });
  expect(run({ FIRESTREAK_STACKS: '1' }).stderr).toMatch(/^\s+at /m);
});
