import { transformSync } from '@swc/core';

/**
 * The functions' `index.ts` as CommonJS that loads a file when one of its functions is asked for. An
 * instance asks for the one function that it runs, so that its cold start does not load the others.
 */
export function lazyIndex(source: string): string {
  const files = [...source.matchAll(/from '([^']+)'/g)].flatMap(([, file]) => file ?? []);
  return transformSync(source, {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs', lazy: files },
  }).code;
}
