import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A chunk of a build, as Vite's manifest has it. */
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** How many bytes a build is, each file gzipped: what a page is sent at first, and what it loads when it needs it. */
export interface BundleSize {
  readonly first: number;
  readonly later: number;
}

/** Where Vite writes its manifest, if it is asked to. Without one, all is sent at first. Source maps are not counted. */
const MANIFEST = '.vite/manifest.json';

const PAGE = 'index.html';

export function bundleSize(folder: string): BundleSize {
  const first = firstFiles(folder);
  const size = { first: 0, later: 0 };
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (statSync(path).isDirectory() || name.endsWith('.map') || name === MANIFEST) continue;
    const isFirst = first?.has(name) ?? true;
    size[isFirst ? 'first' : 'later'] += gzipSync(readFileSync(path)).length;
  }
  return size;
}

/** The page, or a library, and what it loads before anything is asked of it; undefined if there is no manifest. */
function firstFiles(folder: string): Set<string> | undefined {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return undefined;
  const chunks = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, Chunk>>;
  const needed = new Set<Chunk>();
  const need = (name: string) => {
    const chunk = chunks[name];
    if (!chunk || needed.has(chunk)) return;
    needed.add(chunk);
    chunk.imports?.forEach(need);
  };
  const entries = Object.keys(chunks).filter((name) => chunks[name]?.isEntry);
  (PAGE in chunks ? [PAGE] : entries).forEach(need); // a page's worker comes later
  return new Set([PAGE, ...[...needed].flatMap(({ file, css = [] }) => [file, ...css])]);
}
