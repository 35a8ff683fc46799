import { placeOf, splitName } from '../documents/place';
import type { Place } from '../documents/place';
import { invalidArgument } from '../status';
import { parseFieldPath } from '../values/fieldPath';
import type { FieldPath } from '../values/fieldPath';
import { fromWire } from '../values/timestamp';
import type { Micros } from '../values/timestamp';
import type { Fields } from '../values/value';
import type { WireTransform, WireWrite } from './wireWrite';

/** One checked write. */
export interface Write {
  readonly place: Place;
  /** `undefined`: only transforms, nothing else changes. */
  readonly change: Change | undefined;
  readonly transforms: readonly { readonly path: FieldPath; readonly transform: WireTransform }[];
  readonly precondition: Precondition;
}

export type Change =
  | { readonly kind: 'delete' }
  | { readonly kind: 'replace'; readonly fields: Fields }
  | { readonly kind: 'merge'; readonly fields: Fields; readonly mask: readonly FieldPath[] };

export interface Precondition {
  readonly exists?: boolean;
  readonly updateTime?: Micros;
}

/**
 * Checks a write apart from the document it meets.
 *
 * @param database `projects/P/databases/D`, the only one a request may write to
 * @throws StatusError INVALID_ARGUMENT
 */
export function parseWrite(write: WireWrite, database: string): Write {
  const name = nameOf(write);
  if (name === undefined) throw invalidArgument('A write needs an operation.');
  const resource = splitName(name);
  if (resource.database !== database) {
    throw invalidArgument(`Document name "${name}" is not in database "${database}".`);
  }
  const transforms = write.updateTransforms ?? write.transform?.fieldTransforms ?? [];
  return {
    place: placeOf(resource.path),
    change: changeOf(write),
    transforms: transforms.map((transform) => ({
      path: parseFieldPath(transform.fieldPath ?? ''),
      transform,
    })),
    precondition: preconditionOf(write),
  };
}

/** The document that is written. */
export function nameOf({ update, delete: deleted, transform }: WireWrite): string | undefined {
  return update?.name ?? deleted ?? transform?.document;
}

function changeOf({ update, delete: deleted, updateMask }: WireWrite): Change | undefined {
  if (deleted !== undefined) return { kind: 'delete' };
  if (!update) return undefined;
  const fields = update.fields ?? {};
  if (!updateMask) return { kind: 'replace', fields };
  return { kind: 'merge', fields, mask: (updateMask.fieldPaths ?? []).map(parseFieldPath) };
}

function preconditionOf({ currentDocument = {} }: WireWrite): Precondition {
  const { exists, updateTime } = currentDocument;
  return {
    ...(exists === undefined ? {} : { exists }),
    ...(updateTime ? { updateTime: fromWire(updateTime) } : {}),
  };
}
