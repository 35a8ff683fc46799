import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectId } from '../support/env';

const functions = join(__dirname, '../../functions/src');

/** What a fresh instance of a function prints that runs a script, after the app has said what it listens to. */
function printedBy(script: string, target = 'ofTheApp'): Record<string, unknown> {
  const path = (file: string) => JSON.stringify(join(functions, file));
  const before = `
    const framework = require('firebase-functions/logger');
    const own = () => undefined;
    process.on('warning', own);
    const state = () => [
      ...Object.entries(console),
      ...Object.entries(framework),
      ...process.eventNames().map((name) => [name, ...process.listeners(name)]),
    ].flat();
    const before = state();
    const isUnchanged = () => {
      const now = state();
      return now.length === before.length && now.every((each, index) => each === before[index]);
    };
    const results = {};
    const done = () => process.stdout.write('\\n' + JSON.stringify(results));
    const index = require(${path('index.ts')});
    const { reported } = require(${path('platform/reported.ts')});
  `;
  const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', before + script], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      K_SERVICE: 'any',
      FUNCTION_TARGET: target,
      GCLOUD_PROJECT: projectId,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output.slice(output.lastIndexOf('\n'))) as Record<string, unknown>;
}

test('an instance of a function of the app keeps its console, logger and listeners, though the package is loaded', () => {
  const printed = printedBy(`
    results.functions = Object.values(index).length;
    results.isUnchanged = isUnchanged();
    done();
  `);
  expect(printed).toEqual({ functions: expect.any(Number) as number, isUnchanged: true });
  expect(printed['functions']).toBeGreaterThan(50);
});

test.each(['getStreak', 'streaks.getStreak', 'share', 'maintainShard', 'onLedgerWritten'])(
  'an instance of %s is guarded before its first call: a body that cannot be read comes to no function',
  (target) => {
    const printed = printedBy(
      `
      const written = [];
      process.stderr.write = (text) => written.push(String(text)) > 0;
      console.error(new SyntaxError('typed by somebody').stack);
      results.written = written.join('');
      done();
    `,
      target,
    );
    expect(String(printed['written'])).toMatch(/^\{.*"library_log".*"SyntaxError".*\}\n$/);
    expect(printed['written']).not.toContain('typed by somebody');
  },
);

test('from the first call of a function of ours on, what libraries and Node say is reduced', () => {
  const printed = printedBy(`
    const written = [];
    process.stdout.write = ((write) => (text, ...rest) => {
      written.push(String(text));
      return write(text, ...rest);
    })(process.stdout.write.bind(process.stdout));
    process.stderr.write = (text) => written.push(String(text)) > 0;
    const handle = reported('onLedgerWritten', () => 'c-1', async () => {
      results.isUnchanged = isUnchanged();
      console.error('typed by somebody', new Error('typed by somebody'));
      console.table(['typed by somebody']);
      process.emitWarning('typed by somebody');
    });
    handle().then(() => setImmediate(() => {
      const text = written.join('');
      results.library = text.split('library_log').length - 1;
      results.node = text.split('node_warning').length - 1;
      results.typed = text.includes('typed by somebody');
      done();
    }));
  `);
  expect(printed).toEqual({ isUnchanged: false, library: 2, node: 1, typed: false });
});
