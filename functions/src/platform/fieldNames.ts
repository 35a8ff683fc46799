let known: { readonly files: number; readonly names: ReadonlySet<string> } | undefined;

/** A day of a ledger, which is a key in many documents. */
const DAY = /^\d{4}-\d\d-\d\d$/;

/** A path in a document by the names of its fields; `*` stands for keys that are data, except days. */
export function knownPath(steps: readonly unknown[]): string {
  const names = fieldNames();
  const isKnown = (step: unknown) =>
    typeof step === 'string' && (names.has(step) || DAY.test(step));
  return steps.map((step) => (isKnown(step) ? step : '*')).join('.');
}

/**
 * The names of all fields in the schemas that the loaded files export: what a path in a document may
 * hold besides data. Looked up when a schema has refused something, which is seldom.
 */
function fieldNames(): ReadonlySet<string> {
  const files = Object.keys(require.cache);
  if (known?.files === files.length) return known.names;
  const names = new Set<string>();
  const seen = new Set<unknown>();
  for (const file of files) {
    if (file.includes('node_modules')) continue;
    const exports: unknown = require.cache[file]?.exports;
    if (isRecord(exports)) for (const each of Object.values(exports)) collect(each, names, seen);
  }
  known = { files: files.length, names };
  return names;
}

/** Goes through a schema, or a list or table of schemas such as a contract, once. */
function collect(value: unknown, names: Set<string>, seen: Set<unknown>): void {
  if (!isRecord(value) || seen.has(value)) return;
  seen.add(value);
  const definition = isRecord(value['_zod']) ? value['_zod']['def'] : undefined;
  if (!isRecord(definition)) {
    for (const each of schemasIn(value)) collect(each, names, seen);
    return;
  }
  if (isRecord(definition['shape'])) {
    for (const name of Object.keys(definition['shape'])) names.add(name);
  }
  for (const part of Object.values(definition)) collect(part, names, seen);
}

function schemasIn(value: Readonly<Record<string, unknown>>): unknown[] {
  return Object.values(value).filter((each) => isRecord(each) && '_zod' in each);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
