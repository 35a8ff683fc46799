// Runs the client in Hermes, the engine of React Native. As Metro does, what the engine does not know is rewritten.
import { transformSync } from '@swc/core';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { URL } from 'node:url';
import { bundle } from './bundle.mjs';

const folders = { linux: 'linux64-bin', darwin: 'osx-bin', win32: 'win64-bin' };
const cli = dirname(createRequire(import.meta.url).resolve('hermes-engine-cli/package.json'));
const program = (name) => join(cli, folders[process.platform], name);

const around = readFileSync(new URL('reactNative.js', import.meta.url), 'utf8');
const run = `bare.logOne(storage, setOnline).then(finish, function (e) { print(e.stack); });`;
const { code } = transformSync(`${around}\n${await bundle()}\n${run}`, {
  ...{ jsc: { target: 'es5' }, isModule: false, swcrc: false, configFile: false },
});
const folder = mkdtempSync(join(tmpdir(), 'hermes-'));
try {
  const [script, bytecode] = [join(folder, 'app.js'), join(folder, 'app.hbc')];
  writeFileSync(script, code);
  execFileSync(program('hermesc'), ['-O', '-w', '-emit-binary', '-out', bytecode, script]);
  process.stdout.write(execFileSync(program('hermes'), [bytecode]));
} finally {
  rmSync(folder, { recursive: true });
}
