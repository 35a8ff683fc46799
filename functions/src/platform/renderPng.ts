import { readFile } from 'node:fs/promises';
import type { Resvg as Renderer } from '@resvg/resvg-wasm';

/** The fonts that images are drawn with: TTF, since WOFF draws nothing. */
const fontFiles = () => [
  require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  require.resolve('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf'),
];

let loaded: Promise<{ Resvg: typeof Renderer; fonts: Uint8Array[] }> | undefined;

/** Draws an SVG. The renderer and its fonts are loaded at the first one: nothing else needs them. */
export async function renderPng(svg: string): Promise<Buffer> {
  loaded ??= load();
  const { Resvg, fonts } = await loaded;
  const image = new Resvg(svg, {
    font: { fontBuffers: fonts, loadSystemFonts: false, defaultFontFamily: 'Inter' },
  });
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
  const fonts = await Promise.all(fontFiles().map((file) => readFile(file)));
  return { Resvg, fonts };
}
