import type { Resvg as Renderer } from '@resvg/resvg-wasm';
import { readFile } from 'node:fs/promises';
import { typeset } from './typeset';

let loaded: Promise<typeof Renderer> | undefined;

/**
 * Draws an SVG whose texts are as `typeset` takes them. The renderer and the fonts are loaded at the first one:
 * nothing else needs them.
 */
export async function renderPng(svg: string): Promise<Buffer> {
  loaded ??= load();
  const [Resvg, outlined] = await Promise.all([loaded, typeset(svg)]);
  const image = new Resvg(outlined, { font: { loadSystemFonts: false } });
  try {
    const drawn = image.render();
    try {
      return Buffer.from(drawn.asPng());
    } finally {
      drawn.free();
    }
  } finally {
    image.free(); // WebAssembly's memory is not collected
  }
}

/** Images of an instance that are kept: about 4 MB. */
const MAX_KEPT = 64;

/**
 * Draws each SVG once, keeping the images that were asked for last: not everybody who asks goes through the
 * CDN, and the CDN asks again for each visitor who brings a session cookie. Who asks while an image is being
 * drawn waits for that.
 */
export const renderPngOnce = keepingLast(renderPng, MAX_KEPT);

/** A function that remembers what it came to for the last so many arguments, but no failure. */
export function keepingLast<T>(
  compute: (argument: string) => Promise<T>,
  most: number,
): (argument: string) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (argument) => {
    const result = kept.get(argument) ?? compute(argument);
    kept.delete(argument); // to the end of the map's order
    kept.set(argument, result);
    result.catch(() => kept.delete(argument));
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return result;
  };
}

async function load() {
  const { Resvg, initWasm } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return Resvg;
}
