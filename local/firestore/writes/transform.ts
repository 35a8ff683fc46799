import { invalidArgument } from '../status';
import { fitsInt64, maxInt64, minInt64 } from '../values/int64';
import { toWire } from '../values/timestamp';
import type { Micros } from '../values/timestamp';
import { doubleValue, integerValue, nullValue } from '../values/value';
import type { Value } from '../values/value';
import { valueKey } from '../values/valueKey';
import type { WireTransform } from './wireWrite';

export interface Transformed {
  readonly value: Value;
  /** What the write's answer says about it. */
  readonly result: Value;
}

/** The field's value after the transform; `current` is undefined when the field is missing. */
export function transform(
  { setToServerValue, increment, maximum, minimum, ...arrays }: WireTransform,
  current: Value | undefined,
  time: Micros,
): Transformed {
  if (setToServerValue !== undefined)
    return same({ valueType: 'timestampValue', timestampValue: toWire(time) });
  if (increment) return same(add(current, number(increment, 'increment')));
  if (maximum) return same(extreme(current, number(maximum, 'maximum'), 1));
  if (minimum) return same(extreme(current, number(minimum, 'minimum'), -1));
  const { appendMissingElements, removeAllFromArray } = arrays;
  if (appendMissingElements)
    return array(union(elements(current), appendMissingElements.values ?? []));
  if (removeAllFromArray) {
    const removed = new Set((removeAllFromArray.values ?? []).map(valueKey));
    return array(elements(current).filter((element) => !removed.has(valueKey(element))));
  }
  throw invalidArgument('A field transform needs an operation.');
}

const same = (value: Value): Transformed => ({ value, result: value });

function array(values: Value[]): Transformed {
  return { value: { valueType: 'arrayValue', arrayValue: { values } }, result: nullValue };
}

function elements(current: Value | undefined): Value[] {
  return current?.valueType === 'arrayValue' ? (current.arrayValue.values ?? []) : [];
}

function union(present: Value[], added: Value[]): Value[] {
  const keys = new Set(present.map(valueKey));
  const missing = added.filter((element) => {
    const key = valueKey(element);
    return !keys.has(key) && keys.add(key);
  });
  return [...present, ...missing];
}

function isNumber(value: Value | undefined): value is Value {
  return value?.valueType === 'integerValue' || value?.valueType === 'doubleValue';
}

function number(operand: Value, operation: string): Value {
  if (!isNumber(operand)) throw invalidArgument(`${operation} requires a number.`);
  return operand;
}

/** Integers saturate at the ends of 64 bits; a double on either side makes the sum a double. */
function add(current: Value | undefined, operand: Value): Value {
  if (!isNumber(current)) return operand;
  if (current.valueType === 'integerValue' && operand.valueType === 'integerValue') {
    const sum = BigInt(current.integerValue) + BigInt(operand.integerValue);
    if (fitsInt64(sum)) return integerValue(sum);
    return integerValue(sum > 0n ? maxInt64 : minInt64);
  }
  return doubleValue(toDouble(current) + toDouble(operand));
}

/** The field keeps its own value and type where the two are equal. NaN wins, as in production. */
function extreme(current: Value | undefined, operand: Value, sign: 1 | -1): Value {
  if (!isNumber(current)) return operand;
  if (Number.isNaN(toDouble(current))) return current;
  if (Number.isNaN(toDouble(operand))) return operand;
  const [currentKey, operandKey] = [valueKey(current), valueKey(operand)];
  if (currentKey === operandKey) return current;
  return operandKey > currentKey === sign > 0 ? operand : current;
}

function toDouble(value: Value): number {
  if (value.valueType === 'integerValue') return Number(value.integerValue);
  return value.valueType === 'doubleValue' ? value.doubleValue : 0;
}
