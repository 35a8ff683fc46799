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

async function load() {
  const { Resvg, initWasm } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const fonts = await Promise.all(fontFiles().map((file) => readFile(file)));
  return { Resvg, fonts };
}
