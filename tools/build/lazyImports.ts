import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { repository } from '../../local/suite/repository';

const sources = join(repository, 'functions/src');

/** The files that name every function or what is in front of them, below `functions/src`. */
const naming = [
  'index',
  'deployed',
  'deploy',
  'cloud',
  'choices',
  'program',
  'app',
  'streaks',
  'server',
  'functions',
  'callables',
  'edge/gate',
];

/**
 * A source as CommonJS that loads each of our own files when something of it is first used. An instance
 * runs one function, and its cold start does not load what the others need. The names that it exports are
 * annotated, so that ES modules can import them.
 */
export function lazyImports(source: string): string {
  const own = [...source.matchAll(/from '(\.[^']+)'/g)].flatMap(([, file]) => file ?? []);
  return transformSync(source, {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs', lazy: own, exportInteropAnnotation: true },
  }).code;
}

/** Makes the imports of these files lazy in what the compiler has made. @param lib path of its output */
export function makeLazy(lib: string): void {
  for (const name of naming) {
    const source = readFileSync(join(sources, `${name}.ts`), 'utf8');
    writeFileSync(join(lib, `${name}.js`), lazyImports(source));
  }
}
