import { fitsInt64 } from '../values/int64';
import { doubleValue, integerValue, nullValue } from '../values/value';
import type { Value } from '../values/value';

/** Sum of the numbers among values: exact while all are integers and fit 64 bits, else a double. */
export class Sum {
  #integers = 0n;
  #doubles = 0;
  #hasDouble = false;
  #count = 0;

  add(value: Value | undefined): void {
    if (value?.valueType === 'integerValue') {
      this.#integers += BigInt(value.integerValue);
    } else if (value?.valueType === 'doubleValue') {
      this.#doubles += value.doubleValue;
      this.#hasDouble = true;
    } else {
      return;
    }
    this.#count++;
  }

  total(): Value {
    if (!this.#hasDouble && fitsInt64(this.#integers)) return integerValue(this.#integers);
    return doubleValue(this.#double());
  }

  /** null when there was no number. */
  average(): Value {
    return this.#count === 0 ? nullValue : doubleValue(this.#double() / this.#count);
  }

  #double(): number {
    return Number(this.#integers) + this.#doubles;
  }
}
