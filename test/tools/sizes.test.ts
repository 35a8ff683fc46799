import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

test('what is sent to browsers stays within its budget: Lit included for the elements, Firebase for the dashboard', async () => {
  const main = join(__dirname, '../../tools/sizes/main.ts');
  const args = ['--require', 'tsx/cjs', main];
  const { stdout } = await promisify(execFile)(process.execPath, args); // fails beyond a budget
  expect(stdout).toMatch(
    new RegExp(
      [
        '^client +\\d+ of 12000 bytes',
        'counter +\\d+ of 20000 bytes, and \\d+ when they are needed',
        'elements +\\d+ of 50000 bytes, and \\d+ when they are needed',
        'dashboard +\\d+ of 100000 bytes, and \\d+ when they are needed\n$',
      ].join('\n'),
    ),
  );
});
