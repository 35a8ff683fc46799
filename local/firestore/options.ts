import type { Fields } from './values/value';

/** A parsed firestore.indexes.json. */
export interface IndexConfig {
  readonly indexes?: readonly CompositeIndexConfig[];
  readonly fieldOverrides?: readonly FieldOverrideConfig[];
}

/** An index of several fields. */
export interface CompositeIndexConfig {
  readonly collectionGroup: string;
  /** `COLLECTION` (the default) or `COLLECTION_GROUP`. */
  readonly queryScope?: string;
  readonly fields: readonly IndexFieldConfig[];
}

/** A field of a composite index: sorted, or by what its array contains. */
export interface IndexFieldConfig {
  readonly fieldPath: string;
  readonly order?: string;
  readonly arrayConfig?: string;
}

/** The indexes that one field has instead of the automatic ones. */
export interface FieldOverrideConfig {
  readonly collectionGroup: string;
  readonly fieldPath: string;
  readonly ttl?: boolean;
  readonly indexes: readonly {
    readonly order?: string;
    readonly arrayConfig?: string;
    readonly queryScope?: string;
  }[];
}

/** An entry of a firestore.indexes.json. */
export type DeclaredIndex = CompositeIndexConfig | FieldOverrideConfig;

/** How a server starts; each has a default. */
export interface FirestoreServerOptions {
  /** Default 0: any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /** By the id of their database. In any other every query is allowed, as in the official emulator. */
  readonly indexes?: Readonly<Record<string, IndexConfig>>;
  /** Milliseconds by which each answer is held back; default 0. */
  readonly latencyMs?: number;
  /** `host:port` to which events of registered triggers are posted. */
  readonly functionsEmulator?: string;
}

/** One document's change in a commit. */
export interface CommittedChange {
  /** `projects/P/databases/D` */
  readonly database: string;
  /** Below the database's root, such as `users/ann`. */
  readonly path: string;
  readonly type: 'created' | 'updated' | 'deleted';
  readonly oldDocument?: DocumentVersion;
  readonly newDocument?: DocumentVersion;
  /** Microseconds since the epoch. */
  readonly commitTime: number;
}

/** A document as it was or is. */
export interface DocumentVersion {
  readonly fields: Fields;
  /** Microseconds since the epoch. */
  readonly createTime: number;
  readonly updateTime: number;
}
