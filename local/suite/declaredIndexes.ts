import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import firebaseJson from '../../firebase.json';
import type { IndexConfig } from '../firestore/index';
import { repository } from './repository';

/** The indexes that are deployed, by the id of their database. */
export function declaredIndexes(): Record<string, IndexConfig> {
  return Object.fromEntries(
    firebaseJson.firestore.map(({ database, indexes }) => [
      database,
      JSON.parse(readFileSync(join(repository, indexes), 'utf8')) as IndexConfig,
    ]),
  );
}
