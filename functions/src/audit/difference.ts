/** A field that is not what it should be. */
export interface Difference {
  /** Names of the field and of those that it lies in, with dots between. */
  readonly field: string;
  /** Undefined where there is none. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Every field, however deep, in which two plain values differ. Lists are compared as wholes. */
export function differencesBetween(before: unknown, after: unknown, field = ''): Difference[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) =>
      differencesBetween(before[name], after[name], field === '' ? name : `${field}.${name}`),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
