/** What production would bill, and calls by method, since the start or the last reset. */
export interface Usage {
  readonly reads: number;
  readonly writes: number;
  readonly deletes: number;
  readonly rpcs: Readonly<Record<string, number>>;
}

/** Counts as production bills: a missing document and an empty query cost one read each. */
export class UsageMeter {
  #reads = 0;
  #writes = 0;
  #deletes = 0;
  #rpcs: Record<string, number> = {};

  rpc(method: string): void {
    this.#rpcs[method] = (this.#rpcs[method] ?? 0) + 1;
  }

  read(documents: number): void {
    this.#reads += Math.max(documents, 1);
  }

  /** One read for each thousand index entries begun. */
  aggregate(entries: number): void {
    this.read(Math.ceil(entries / 1000));
  }

  write(): void {
    this.#writes++;
  }

  delete(): void {
    this.#deletes++;
  }

  get usage(): Usage {
    return {
      reads: this.#reads,
      writes: this.#writes,
      deletes: this.#deletes,
      rpcs: { ...this.#rpcs },
    };
  }

  reset(): void {
    this.#reads = this.#writes = this.#deletes = 0;
    this.#rpcs = {};
  }
}
