import { splitName } from '../documents/place';
import { invalidArgument } from '../status';
import { documentId } from '../values/fieldPath';
import { afterPath, pathKey } from '../values/pathKey';
import type { Value } from '../values/value';
import { indexedKey } from '../values/indexedKey';
import { lastTag, notANumberKey, nullKey, typeTag } from '../values/valueKey';
import type { WireFilter } from '../wire/structuredQuery';
import { intersect } from './edge';
import type { Edge, ValueRange } from './edge';
import type { Term } from './query';

const tags = [...Object.values(typeTag), lastTag].sort((a, b) => a - b);
const maxAlternatives = 30;
const maxExcluded = 10;
const afterNull: Edge = { at: 'after', key: nullKey };
const afterNaN: Edge = { at: 'after', key: notANumberKey };
const lastEdge: Edge = { at: 'type', tag: lastTag };
const nonNull: readonly ValueRange[] = [{ low: afterNull, high: lastEdge }];

/** The alternatives of one field filter; several only for `in` and `array-contains-any`. */
export function fieldTerms({
  field,
  op = '',
  value,
}: NonNullable<WireFilter['fieldFilter']>): Term[] {
  const name = field?.fieldPath ?? '';
  if (!value) throw invalidArgument('A field filter needs a value.');
  const term = (test: Term['test']): Term => ({ field: name, test });
  const key = (operand: Value) => operandKey(name, operand);
  switch (op) {
    case 'EQUAL':
      return [term({ kind: 'equal', key: key(value) })];
    case 'ARRAY_CONTAINS':
      return [term({ kind: 'contains', key: key(value) })];
    case 'IN':
      return matchable(elements(op, value).map(key)).map((each) =>
        term({ kind: 'equal', key: each }),
      );
    case 'ARRAY_CONTAINS_ANY':
      return matchable(elements(op, value).map(key)).map((each) =>
        term({ kind: 'contains', key: each }),
      );
    case 'NOT_EQUAL':
      return [term({ kind: 'ranges', ranges: except(key(value), name) })];
    case 'NOT_IN': {
      const keys = elements(op, value).map(key);
      // As in SQL: nothing is known to differ from null, and NaN differs even from itself.
      if (keys.includes(nullKey)) return [term({ kind: 'ranges', ranges: [] })];
      const excluded = keys
        .filter((each) => each !== notANumberKey)
        .map((each) => except(each, name));
      return [term({ kind: 'ranges', ranges: excluded.reduce(intersect, nonNull) })];
    }
    case 'LESS_THAN':
    case 'LESS_THAN_OR_EQUAL':
    case 'GREATER_THAN':
    case 'GREATER_THAN_OR_EQUAL':
      return [term({ kind: 'ranges', ranges: [comparison(op, key(value), name)] })];
    default:
      throw invalidArgument(`Unknown filter operator ${op}.`);
  }
}

export function unaryTerm({ field, op = '' }: NonNullable<WireFilter['unaryFilter']>): Term {
  const name = field?.fieldPath ?? '';
  switch (op) {
    case 'IS_NULL':
      return { field: name, test: { kind: 'equal', key: nullKey } };
    case 'IS_NAN':
      return { field: name, test: { kind: 'equal', key: notANumberKey } };
    case 'IS_NOT_NULL':
      return { field: name, test: { kind: 'ranges', ranges: nonNull } };
    case 'IS_NOT_NAN':
      return { field: name, test: { kind: 'ranges', ranges: except(notANumberKey, name) } };
    default:
      throw invalidArgument(`Unknown filter operator ${op}.`);
  }
}

/** In a list of operands neither null nor NaN matches anything. */
function matchable(keys: readonly string[]): string[] {
  return [...new Set(keys)].filter((key) => key !== nullKey && key !== notANumberKey);
}

function elements(op: string, value: Value): Value[] {
  const values = value.valueType === 'arrayValue' ? (value.arrayValue.values ?? []) : [];
  if (values.length === 0) throw invalidArgument(`'${op}' requires an non-empty ArrayValue.`);
  const most = op === 'NOT_IN' ? maxExcluded : maxAlternatives;
  if (values.length > most)
    throw invalidArgument(`'${op}' supports up to ${most} comparison values.`);
  return values;
}

/** Names sort by their path below the database, other values by their key. */
function operandKey(field: string, value: Value): string {
  if (field !== documentId) return indexedKey(value);
  if (value.valueType !== 'referenceValue') {
    throw invalidArgument('__key__ filter value must be a Key');
  }
  return pathKey(splitName(value.referenceValue).path);
}

/** Right behind a value or, for names, behind the document but before those below it. */
function edgeAfter(key: string, field: string): Edge {
  return field === documentId ? { at: 'before', key: key + afterPath } : { at: 'after', key };
}

function except(key: string, field: string): ValueRange[] {
  const below: ValueRange[] = intersect([{ low: afterNull, high: { at: 'before', key } }], nonNull);
  return [...below, ...intersect([{ low: edgeAfter(key, field), high: lastEdge }], nonNull)];
}

/** A comparison holds within the operand's type, of which NaN is no part; names have only one type. */
function comparison(op: string, key: string, field: string): ValueRange {
  const tag = field === documentId ? 0 : key.charCodeAt(0);
  const next = field === documentId ? undefined : tags.find((each) => each > tag);
  const type: ValueRange = {
    low: tag === typeTag.number ? afterNaN : { at: 'type', tag },
    high: { at: 'type', tag: next ?? lastTag },
  };
  switch (op) {
    case 'LESS_THAN':
      return { ...type, high: { at: 'before', key } };
    case 'LESS_THAN_OR_EQUAL':
      return { ...type, high: edgeAfter(key, field) };
    case 'GREATER_THAN':
      return { ...type, low: edgeAfter(key, field) };
    default:
      return { ...type, low: { at: 'before', key } };
  }
}
