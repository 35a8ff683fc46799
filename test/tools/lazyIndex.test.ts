import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import * as functions from '../../functions/src';
import { lazyIndex } from '../../tools/lazyIndex/lazyIndex';

const index = join(__dirname, '../../functions/src/index.ts');

/** Runs an index, with files that hold the names of what is asked of them. */
function run(source: string) {
  const loaded: string[] = [];
  const load = (file: string) => {
    loaded.push(file);
    return new Proxy({}, { get: (_, name) => `${file} ${String(name)}` });
  };
  const exports: Record<string, unknown> = {};
  const module = compileFunction(lazyIndex(source), ['exports', 'require']);
  Reflect.apply(module, undefined, [exports, load]);
  return { exports, loaded };
}

test('a function is loaded with its own file when it is asked for, and once', () => {
  const { exports, loaded } = run("export { a, b } from './one';\nexport { c } from './two';\n");
  expect(Object.keys(exports).sort()).toEqual(['a', 'b', 'c']);
  expect(loaded).toEqual([]);
  expect(exports['a']).toBe('./one a');
  expect(exports['b']).toBe('./one b');
  expect(loaded).toEqual(['./one']);
});

test('nothing is lost from the index that is deployed', () => {
  const { exports, loaded } = run(readFileSync(index, 'utf8'));
  expect(Object.keys(exports).sort()).toEqual(Object.keys(functions).sort());
  expect(exports['getStreak']).toBe('./streaks/triggers getStreak');
  expect(loaded).toEqual(['./streaks/triggers']);
});
