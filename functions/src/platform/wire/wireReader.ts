const TWO_TO_32 = 2 ** 32;

/** Reads a protocol buffer (https://protobuf.dev/programming-guides/encoding), field by field. */
export class WireReader {
  #at: number;
  #kind = 0;

  constructor(
    private readonly buffer: Buffer,
    start = 0,
    private readonly end = buffer.length,
  ) {
    this.#at = start;
  }

  /** The number of the next field, whose value must be read or skipped then; 0 at the end. */
  next(): number {
    if (this.#at >= this.end) return 0;
    const key = this.integer();
    this.#kind = key % 8;
    return (key - this.#kind) / 8;
  }

  /** A signed integer of up to 64 bits; exact when it is a safe one. */
  integer(): number {
    let low = 0;
    let high = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte();
      const bits = byte % 128;
      if (shift < 28) low |= bits << shift;
      else if (shift > 28) high |= bits << (shift - 32);
      else {
        low |= bits << 28;
        high = bits >>> 4;
      }
      if (byte < 128) return high * TWO_TO_32 + (low >>> 0);
    }
  }

  double(): number {
    const at = this.#take(8);
    return this.buffer.readDoubleLE(at);
  }

  string(): string {
    const size = this.integer();
    const at = this.#take(size);
    return this.buffer.toString('utf8', at, at + size);
  }

  /** The bytes of a message inside this one. */
  bytes(): Buffer {
    const size = this.integer();
    const at = this.#take(size);
    return this.buffer.subarray(at, at + size);
  }

  /** A message inside this one. */
  message(): WireReader {
    const size = this.integer();
    const at = this.#take(size);
    return new WireReader(this.buffer, at, at + size);
  }

  /** Passes over the value of a field that is of no interest. */
  skip(): void {
    if (this.#kind === 0) this.integer();
    else if (this.#kind === 1) this.#take(8);
    else if (this.#kind === 2) this.#take(this.integer());
    else if (this.#kind === 5) this.#take(4);
    else throw new RangeError('The message is malformed.');
  }

  #byte(): number {
    return this.buffer[this.#take(1)] ?? 0;
  }

  #take(size: number): number {
    const at = this.#at;
    this.#at += size;
    if (this.#at > this.end) throw new RangeError('The message ends too early.');
    return at;
  }
}
