/** How a field's value is delimited (https://protobuf.dev/programming-guides/encoding). */
const VARINT = 0;
const FIXED_64 = 1;
const DELIMITED = 2;

/** Names of fields, days, zones. */
const MAX_SHORT_TEXT = 32;

/** Where messages are written, one at a time; it stays as large as the largest was. */
let scratch = Buffer.allocUnsafe(256 * 1024);

/**
 * Writes a protocol buffer from its end to its start: when a message begins, its length is known, so
 * nothing is measured or moved for it. What comes last in the message is written first. All writers
 * share their memory: one is made, written to and finished without a pause.
 */
export class WireWriter {
  #bytes = scratch;
  #at = scratch.length;

  /** Bytes written so far. */
  get length(): number {
    return this.#bytes.length - this.#at;
  }

  /** What was written, in memory of its own. */
  finish(): Buffer {
    return Buffer.from(this.#bytes.subarray(this.#at));
  }

  /** A whole number: an int32 or int64, a bool, or a value of an enumeration. */
  integer(field: number, value: number): void {
    if (value < 0) this.#negative(value);
    else this.#varint(value);
    this.#varint(field * 8 + VARINT);
  }

  double(field: number, value: number): void {
    this.#room(8);
    this.#at -= 8;
    this.#bytes.writeDoubleLE(value, this.#at);
    this.#varint(field * 8 + FIXED_64);
  }

  string(field: number, text: string): void {
    const size = this.#ascii(text) ? text.length : this.#utf8(text);
    this.#delimited(field, size);
  }

  /** Makes a message of all that was written since the writer had `length`. */
  message(field: number, length: number): void {
    this.#delimited(field, this.length - length);
  }

  #delimited(field: number, size: number): void {
    this.#varint(size);
    this.#varint(field * 8 + DELIMITED);
  }

  /** Whether the text was short and plain, and is written: that is quicker than to call the runtime. */
  #ascii(text: string): boolean {
    const { length } = text;
    if (length > MAX_SHORT_TEXT) return false;
    this.#room(length);
    const start = this.#at - length;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 127) return false;
      this.#bytes[start + index] = code;
    }
    this.#at = start;
    return true;
  }

  /** @returns how many bytes the text takes */
  #utf8(text: string): number {
    const size = Buffer.byteLength(text);
    this.#room(size);
    this.#at -= size;
    this.#bytes.write(text, this.#at);
    return size;
  }

  #varint(value: number): void {
    let size = 1;
    for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
    this.#room(size);
    this.#at -= size;
    let rest = value;
    for (let at = this.#at; at < this.#at + size - 1; at += 1) {
      this.#bytes[at] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#at + size - 1] = rest;
  }

  /** The two's complement in 64 bits, which has its highest bit set and so takes ten bytes. */
  #negative(value: number): void {
    this.#room(10);
    this.#at -= 10;
    let rest = BigInt.asUintN(64, BigInt(value));
    for (let at = this.#at; at < this.#at + 9; at += 1) {
      this.#bytes[at] = Number(rest % 128n) + 128;
      rest /= 128n;
    }
    this.#bytes[this.#at + 9] = Number(rest);
  }

  #room(size: number): void {
    if (this.#at >= size) return;
    const { length } = this;
    const bytes = Buffer.allocUnsafe(2 * this.#bytes.length + size);
    this.#bytes.copy(bytes, bytes.length - length, this.#at);
    this.#at = bytes.length - length;
    this.#bytes = bytes;
    scratch = bytes;
  }
}
