import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONValue } from 'proto3-json-serializer';

/** The repository's monitoring/. */
export const monitoring = join(__dirname, '../../monitoring');

/** Text of each JSON file in monitoring/, by its path in it. */
export function shippedFiles(): Map<string, string> {
  return filesIn(monitoring);
}

/** Text of each JSON file in a folder, by its path in it. */
export function filesIn(directory: string): Map<string, string> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return new Map(
    paths
      .filter((path) => path.endsWith('.json'))
      .map((path) => [path, readFileSync(join(directory, path), 'utf8')]),
  );
}

/** The files of a folder of monitoring/, or one file, parsed. */
export function shippedJson(under: string): [string, JSONValue][] {
  return [...shippedFiles()]
    .filter(([path]) => path.startsWith(under))
    .map(([path, text]) => [path, JSON.parse(text) as JSONValue]);
}
