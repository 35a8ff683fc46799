import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** How many bytes the files of a folder are, each gzipped. Source maps are not counted. */
export function bundleSize(folder: string): number {
  return readdirSync(folder).reduce((size, name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return size + bundleSize(path);
    return name.endsWith('.map') ? size : size + gzipSync(readFileSync(path)).length;
  }, 0);
}
