import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Prometheus' `promtool` is, or undefined where it is not installed. */
export function promtoolPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'promtool')).find((path) => existsSync(path));
}
