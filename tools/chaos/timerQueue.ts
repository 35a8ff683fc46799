/** Timers in the order in which they fall due, those of one instant in the order they were set. */
export class TimerQueue {
  /** The instant that has been reached, in milliseconds from the start. */
  now = 0;
  /** A binary heap. */
  private heap: Timer[] = [];
  private count = 0;

  /** Has a callback run in some milliseconds, at least one, and again and again if it is `every`. */
  add(ms: number, every: boolean, callback: () => void): Timer {
    const wait = Math.max(1, Math.trunc(ms));
    const timer = new Timer(this.now + wait, (this.count += 1), every ? wait : undefined, callback);
    this.push(timer);
    return timer;
  }

  /** Goes on to the next timer and runs it. @returns whether there was one */
  runNext(): boolean {
    for (let timer = this.pop(); timer; timer = this.pop()) {
      if (timer.isCancelled) continue;
      this.now = timer.at;
      if (timer.every !== undefined) {
        timer.at += timer.every;
        timer.n = this.count += 1;
        this.push(timer);
      }
      timer.callback();
      return true;
    }
    return false;
  }

  /** Forgets all timers. */
  clear(): void {
    this.heap = [];
  }

  private push(timer: Timer): void {
    const { heap } = this;
    let index = heap.length;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(timer, parent)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = timer;
  }

  private pop(): Timer | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      let child = heap[below];
      if (!child) break;
      const other = heap[below + 1];
      if (other && isBefore(other, child)) [below, child] = [below + 1, other];
      if (isBefore(last, child)) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = last;
    return first;
  }
}

/** What `setTimeout` returns. */
export class Timer {
  isCancelled = false;

  constructor(
    public at: number,
    public n: number,
    readonly every: number | undefined,
    readonly callback: () => void,
  ) {}

  cancel(): void {
    this.isCancelled = true;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at === b.at ? a.n < b.n : a.at < b.at;
}
