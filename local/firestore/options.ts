import type { Fields } from './values/value';

/** A parsed firestore.indexes.json. */
export interface IndexConfig {
  readonly indexes?: readonly CompositeIndexConfig[];
  readonly fieldOverrides?: readonly FieldOverrideConfig[];
}

export interface CompositeIndexConfig {
  readonly collectionGroup: string;
  readonly queryScope?: string;
  readonly fields: readonly IndexFieldConfig[];
}

export interface IndexFieldConfig {
  readonly fieldPath: string;
  readonly order?: string;
  readonly arrayConfig?: string;
}

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

export interface FirestoreServerOptions {
  /** Default 0: any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /** Without it every query is allowed, as in the official emulator. */
  readonly indexes?: IndexConfig;
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

export interface DocumentVersion {
  readonly fields: Fields;
  /** Microseconds since the epoch. */
  readonly createTime: number;
  readonly updateTime: number;
}
