import { invalidArgument } from '../status';
import { pathKey, segmentKey } from '../values/pathKey';

/** Where a document lives. */
export interface Place {
  /** Relative to the database's root, such as `users/ann/events/7`. */
  readonly path: string;
  /** Id of the innermost collection: all collections with one id form a collection group. */
  readonly collectionId: string;
  /** Sort key of the path, and how much of it is the collection's. */
  readonly key: string;
  readonly collectionKeyLength: number;
}

const maxIdBytes = 1500;
const maxNameBytes = 6 * 1024;
/** Collections that may be nested in each other. */
const maxCollections = 100;
const reserved = /^__.+__$/s;
const numericId = /^__id-?\d{1,19}__$/;
const resource = /^(projects\/[^/]+\/databases\/[^/]+)(?:\/documents(?:\/(.*))?)?$/s;

/** Splits a resource name into its database and the path below `documents`. */
export function splitName(name: string): { database: string; path: string } {
  const match = resource.exec(name);
  if (!match?.[1]) throw invalidArgument(`Document name "${name}" is malformed.`);
  return { database: match[1], path: match[2] ?? '' };
}

/** @throws StatusError INVALID_ARGUMENT unless the path is a document's and each id may be used. */
export function placeOf(path: string): Place {
  const segments = path.split('/');
  if (segments.length % 2 === 1) {
    throw invalidArgument(`Document name "${path}" has invalid trailing segment or lacks one.`);
  }
  segments.forEach(checkId);
  if (segments.length > 2 * maxCollections) {
    throw invalidArgument(`Key path is too long. Cannot exceed ${maxCollections} elements.`);
  }
  if (path.length > maxNameBytes / 3 && Buffer.byteLength(path) > maxNameBytes) {
    throw invalidArgument(`Document name is longer than ${maxNameBytes} bytes.`);
  }
  const collectionPath = path.slice(0, path.lastIndexOf('/'));
  const collectionKey = pathKey(collectionPath);
  return {
    path,
    collectionId: segments[segments.length - 2] ?? '',
    key: collectionKey + segmentKey(segments[segments.length - 1] ?? ''),
    collectionKeyLength: collectionKey.length,
  };
}

function checkId(id: string): void {
  if (id === '') throw invalidArgument('Resource ids must not be empty.');
  if (id === '.' || id === '..') throw invalidArgument(`Resource id "${id}" is invalid.`);
  if (reserved.test(id) && !numericId.test(id)) {
    throw invalidArgument(`Resource id "${id}" is invalid because it is reserved.`);
  }
  if (id.length > maxIdBytes / 3 && Buffer.byteLength(id) > maxIdBytes) {
    throw invalidArgument(`Resource id is longer than ${maxIdBytes} bytes.`);
  }
}
