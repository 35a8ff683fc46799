import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { projectId } from '../support/env';

const functions = join(repository, 'functions/src');
const quoted = (file: string) => JSON.stringify(join(functions, file));

/** An app with functions of its own, one of which has the name of one of ours, which it exports as a group. */
const codebase = `
  exports.own = () => undefined;
  exports.share = () => undefined;
  exports.firestreak = require(${quoted('index.ts')});
`;

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'firestreak-codebase-'));
  writeFileSync(join(directory, 'index.js'), codebase);
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** What a fresh instance finds that runs a function of the app's codebase: a script says what becomes of it. */
function foundBy(target: string, script: string): unknown {
  const program = `
    const { createRequire } = require('node:module');
    const framework = createRequire(${quoted('index.ts')})('firebase-functions/logger');
    process.on('warning', () => undefined);
    const state = () => [
      ...Object.values(console),
      ...Object.values(framework),
      ...process.eventNames().flatMap((name) => [name, ...process.listeners(name)]),
    ];
    const before = state();
    const found = {};
    const isUnchanged = () => {
      const now = state();
      return now.length === before.length && now.every((each, index) => each === before[index]);
    };
    const done = () => require('node:fs').writeSync(1, '\\n' + JSON.stringify(found));
    const { firestreak } = require(process.cwd());
    ${script}
  `;
  const tsx = join(repository, 'node_modules/tsx/dist/cjs/index.cjs');
  const output = execFileSync(process.execPath, ['--require', tsx, '-e', program], {
    cwd: directory,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      ...{ K_SERVICE: 'service', FUNCTION_TARGET: target, GCLOUD_PROJECT: projectId },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output.slice(output.lastIndexOf('\n')));
}

const loaded = `
  found.functions = Object.values(firestreak).length > 50;
  found.atOnce = isUnchanged();
  setTimeout(() => { found.later = isUnchanged(); done(); }, 50);
`;

test.each(['own', 'share', 'nothing'])(
  'an instance of the app’s function %s keeps console, logger and listeners, though ours are loaded',
  (target) => {
    expect(foundBy(target, loaded)).toEqual({ functions: true, atOnce: true, later: true });
  },
);

test.each(['getStreak', 'share', 'maintainShard', 'onLedgerWritten'])(
  'an instance of our %s is guarded before its first call: a body that cannot be read comes to no function',
  (name) => {
    const script = `
      const written = [];
      process.stderr.write = (text) => written.push(String(text)) > 0;
      found.atOnce = isUnchanged();
      setTimeout(() => {
        console.error(new SyntaxError('typed by somebody').stack);
        found.written = written.join('');
        done();
      }, 50);
    `;
    expect(foundBy(`firestreak.${name}`, script)).toEqual({
      atOnce: true,
      written: expect.stringMatching(
        /^\{(?!.*typed by).*"library_log".*"SyntaxError".*\}\n$/,
      ) as string,
    });
  },
);

test('from the first call of a function of ours on, what libraries and Node say is reduced', () => {
  const script = `
    const written = [];
    process.stdout.write = process.stderr.write = (text) => written.push(String(text)) > 0;
    const { logFailures } = require(${quoted('edge/logFailures.ts')});
    logFailures('onLedgerWritten', () => 'c-1', async () => {
      console.error('typed by somebody', new Error('typed by somebody'));
      console.table(['typed by somebody']);
      process.emitWarning('typed by somebody');
    })().then(() => setImmediate(() => {
      const text = written.join('');
      found.library = text.split('library_log').length - 1;
      found.node = text.split('node_warning').length - 1;
      found.typed = text.includes('typed by somebody');
      done();
    }));
  `;
  expect(foundBy('unknown', script)).toEqual({ library: 2, node: 1, typed: false });
});
