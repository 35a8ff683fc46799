import type { DocumentChange, StoredDocument } from '../documents/storedDocument';
import { StatusError, code, failedPrecondition } from '../status';
import { getField, withField } from '../values/fieldPath';
import { same } from '../values/same';
import type { Micros } from '../values/timestamp';
import type { Fields, Value } from '../values/value';
import { checkDocument } from './checkDocument';
import { transform } from './transform';
import type { Precondition, Write } from './write';

export interface Applied {
  /** One per document that really changes. */
  readonly changes: DocumentChange[];
  readonly results: readonly {
    readonly updateTime: Micros | undefined;
    readonly transformResults: Value[];
  }[];
}

/**
 * What the writes would do together at this time; nothing is stored yet.
 *
 * @throws StatusError ALREADY_EXISTS, NOT_FOUND or FAILED_PRECONDITION for a precondition that fails.
 */
export function applyWrites(
  writes: readonly Write[],
  get: (path: string) => StoredDocument | undefined,
  time: Micros,
): Applied {
  const changed = new Map<string, DocumentChange>();
  const results = writes.map((write) => {
    const { place } = write;
    const earlier = changed.get(place.path);
    const before = earlier ? earlier.before : get(place.path);
    const current = earlier ? earlier.after : before;
    checkPrecondition(write.precondition, current, place.path);
    const transformResults: Value[] = [];
    const fields = nextFields(write, current, time, transformResults);
    const after = fields && nextVersion(write, fields, current, time);
    if (after !== current || earlier) changed.set(place.path, { place, before, after });
    return { updateTime: after?.updateTime, transformResults };
  });
  return {
    changes: [...changed.values()].filter(({ before, after }) => before !== after),
    results,
  };
}

function checkPrecondition(
  { exists, updateTime }: Precondition,
  current: StoredDocument | undefined,
  path: string,
): void {
  if (exists === true && !current) {
    throw new StatusError(code.notFound, `No document to update: ${path}`);
  }
  if (exists === false && current) {
    throw new StatusError(code.alreadyExists, `Document already exists: ${path}`);
  }
  if (updateTime === undefined) return;
  if (!current) throw failedPrecondition(`No document to update: ${path}`);
  if (current.updateTime !== updateTime) {
    throw failedPrecondition(
      `The stored version (${current.updateTime}) does not match the required base version (${updateTime}) of ${path}.`,
    );
  }
}

function nextFields(
  { change, transforms }: Write,
  current: StoredDocument | undefined,
  time: Micros,
  results: Value[],
): Fields | undefined {
  if (change?.kind === 'delete') return undefined;
  let fields = current?.fields ?? {};
  if (change?.kind === 'replace') fields = change.fields;
  if (change?.kind === 'merge') {
    for (const path of change.mask) fields = withField(fields, path, getField(change.fields, path));
  }
  for (const { path, transform: wire } of transforms) {
    const { value, result } = transform(wire, getField(fields, path), time);
    fields = withField(fields, path, value);
    results.push(result);
  }
  return fields;
}

/** The document itself when its fields stay as they are: it keeps its update time. */
function nextVersion(
  { place }: Write,
  fields: Fields,
  current: StoredDocument | undefined,
  time: Micros,
): StoredDocument {
  if (current && same(fields, current.fields)) return current;
  const bytes = checkDocument(place, fields);
  return { place, fields, createTime: current?.createTime ?? time, updateTime: time, bytes };
}
