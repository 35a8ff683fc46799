import type { Commit, Database } from '../database';
import type { StoredDocument } from '../documents/storedDocument';
import type { Query } from '../query/query';
import { runQuery } from '../query/runQuery';

/** Documents by path; `undefined` is a document that is asked for and missing. */
export type Documents = ReadonlyMap<string, StoredDocument | undefined>;

/** What a client listens to. */
export interface Target {
  readonly id: number;
  readonly database: Database;
  readonly read: () => Documents;
  /** Whether the commit may change what `read` returns. */
  readonly isTouched: (commit: Commit) => boolean;
  readonly query: Query | undefined;
}

export function documentsTarget(id: number, database: Database, paths: readonly string[]): Target {
  return {
    id,
    database,
    read: () => new Map(paths.map((path) => [path, database.store.get(path)])),
    isTouched: (commit) =>
      commit.database === database.name &&
      commit.changes.some(({ place }) => paths.includes(place.path)),
    query: undefined,
  };
}

export function queryTarget(id: number, database: Database, query: Query): Target {
  const { collectionId } = query.source;
  return {
    id,
    database,
    read: () => {
      const { documents } = runQuery(database.store, database.store, query);
      return new Map(documents.map((document) => [document.place.path, document]));
    },
    isTouched: (commit) =>
      commit.database === database.name &&
      commit.changes.some(
        ({ place }) => collectionId === undefined || place.collectionId === collectionId,
      ),
    query,
  };
}
