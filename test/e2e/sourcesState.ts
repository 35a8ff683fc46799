import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';

/** What the product is built from: it changes when a file comes, goes or is written. */
export function sourcesState(): string {
  const ofFolder = (folder: string): string[] =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => {
        const { mtimeMs, size } = statSync(join(repository, folder, name));
        return `${folder}/${name} ${size} ${mtimeMs}`;
      });
  return ['functions/src', 'client/src', 'web/src', 'web/public'].flatMap(ofFolder).join('\n');
}
