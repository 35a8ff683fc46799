import { invalidArgument } from '../status';
import type { Fields, Value } from './value';

/** The segments of a field path such as `a.b` or `` a.`b.c` ``. */
export type FieldPath = readonly string[];

/** The pseudo field that stands for a document's own name. */
export const documentId = '__name__';

const segment = /(?:`((?:[^`\\]|\\.)+)`|([^.`]+))(\.(?!$)|$)/y;
const simple = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
const cache = new Map<string, FieldPath>();
const cacheSize = 10_000;

/** @throws StatusError INVALID_ARGUMENT for a path that cannot be parsed. */
export function parseFieldPath(text: string): FieldPath {
  const cached = cache.get(text);
  if (cached) return cached;
  const path = simple.test(text) ? [text] : splitFieldPath(text);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(text, path);
  return path;
}

function splitFieldPath(text: string): FieldPath {
  const path: string[] = [];
  segment.lastIndex = 0;
  let matched = 0;
  while (matched < text.length) {
    const match = segment.exec(text);
    if (!match) throw invalidArgument(`Invalid property path "${text}".`);
    path.push(match[1]?.replace(/\\(.)/g, '$1') ?? match[2] ?? '');
    matched = segment.lastIndex;
  }
  if (path.length === 0) throw invalidArgument('Property path is empty.');
  return path;
}

export function getField(fields: Fields, path: FieldPath): Value | undefined {
  let current: Fields | undefined = fields;
  for (let i = 0; i < path.length - 1; i++) {
    const child: Value | undefined = own(current, path[i]);
    if (child?.valueType !== 'mapValue') return undefined;
    current = child.mapValue.fields;
    if (!current) return undefined;
  }
  return own(current, path[path.length - 1]);
}

/** A copy of the fields with one changed; maps on the way are made, other values on the way are replaced. */
export function withField(fields: Fields, path: FieldPath, value: Value | undefined): Fields {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    if (value) return { ...fields, [head]: value };
    return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== head));
  }
  const child = own(fields, head);
  const inner = child?.valueType === 'mapValue' ? (child.mapValue.fields ?? {}) : undefined;
  if (!inner && !value) return fields;
  const changed = withField(inner ?? {}, rest, value);
  return { ...fields, [head]: { valueType: 'mapValue', mapValue: { fields: changed } } };
}

/** Only the masked fields. */
export function project(fields: Fields, mask: readonly FieldPath[]): Fields {
  let result: Fields = {};
  for (const path of mask) {
    const value = getField(fields, path);
    if (value) result = withField(result, path, value);
  }
  return result;
}

function own(fields: Fields | undefined, name: string | undefined): Value | undefined {
  return fields && name !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}
