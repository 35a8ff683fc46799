import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

test('the client and the dashboard stay within their budgets, Firebase included for the dashboard', async () => {
  const main = join(__dirname, '../../tools/sizes/main.ts');
  const args = ['--require', 'tsx/cjs', main];
  const { stdout } = await promisify(execFile)(process.execPath, args); // fails beyond a budget
  expect(stdout).toMatch(
    /^client +\d+ of 12000 bytes\ndashboard +\d+ of 100000 bytes, and \d+ when they are needed\n$/,
  );
});
