import { compileFunction } from 'node:vm';
import { lazyImports } from '../../tools/build/lazyImports';

/** Runs a source, with files that hold the names of what is asked of them. */
function run(source: string) {
  const loaded: string[] = [];
  const load = (file: string) => {
    loaded.push(file);
    return new Proxy({}, { get: (_, name) => `${file} ${String(name)}` });
  };
  const exports: Record<string, unknown> = {};
  const module = compileFunction(lazyImports(source), ['exports', 'require']);
  Reflect.apply(module, undefined, [exports, load]);
  return { exports, loaded };
}

test('what is exported from another file is loaded when it is asked for, and once', () => {
  const { exports, loaded } = run("export { a, b } from './one';\nexport { c } from './two';\n");
  expect(Object.keys(exports).sort()).toEqual(['a', 'b', 'c']);
  expect(loaded).toEqual([]);
  expect(exports['a']).toBe('./one a');
  expect(exports['b']).toBe('./one b');
  expect(loaded).toEqual(['./one']);
});

test('what is imported is loaded by the call that uses it', () => {
  const { exports, loaded } = run(
    "import { a } from './one';\nimport { b } from '../two';\nexport const f = () => a;\nexport const g = () => b;\n",
  );
  expect(loaded).toEqual([]);
  expect((exports['f'] as () => unknown)()).toBe('./one a');
  expect(loaded).toEqual(['./one']);
});

test('packages are loaded at once, and types not at all', () => {
  const source =
    "import { a } from 'pack';\nimport type { B } from './b';\nexport const b: B = a;\n";
  const { exports, loaded } = run(source);
  expect(exports['b']).toBe('pack a');
  expect(loaded).toEqual(['pack']);
});
