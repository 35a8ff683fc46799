/** What the clocks of a device show, in milliseconds. */
export interface Reading {
  /** The device's time since the epoch. It may be wrong, and it may be set. */
  readonly wall: number;
  /** Since the page was opened. It never goes back; on some platforms it stands while the device sleeps. */
  readonly ticks: number;
  /** `wall`, as if it had not been set back since the page was opened. */
  readonly steady: number;
}

/** What a device without a battery for its clock shows is before this: it starts in 1970 or when it was made. */
const EARLIEST_MS = Date.UTC(2026, 0, 1);

/** Clocks that differ by less have not been set: they are corrected little by little, and rounded. */
const TOLERANCE_MS = 1000;

/** Tells how much time has passed on a device whose clock may be wrong, and may be set meanwhile. */
export class DeviceClock {
  private setBack = 0;
  private last: Reading;

  /** @param wall milliseconds since the epoch @param ticks milliseconds of a clock that cannot be set */
  constructor(
    private readonly wall: () => number,
    private readonly ticks: () => number,
  ) {
    this.last = { wall: wall(), ticks: ticks(), steady: wall() };
  }

  /**
   * Reads the clocks. A wall clock that went back against the ticks was set. One that went forward is
   * taken to have slept, which is as it looks; only what leads from an impossible time to a possible
   * one was set. The oftener it is read, the less of one is hidden by the other.
   */
  read(): Reading {
    const wall = Math.round(this.wall());
    const ticks = this.ticks();
    const ahead = wall - this.last.wall - (ticks - this.last.ticks);
    const wasSet = ahead < -TOLERANCE_MS || isSetRight(this.last.wall, wall);
    if (wasSet) this.setBack -= Math.round(ahead);
    this.last = { wall, ticks, steady: wall + this.setBack };
    return this.last;
  }

  /**
   * How long ago something happened, in milliseconds, never less than 0.
   *
   * @param then when the device's wall clock showed this
   * @param seen the reading of that moment, if this clock was there
   */
  since(then: number, seen?: Reading): number {
    const { wall, steady } = this.read();
    if (seen) return Math.max(0, steady - seen.steady);
    return isSetRight(then, wall) ? 0 : Math.max(0, wall - then);
  }

  /** How long the device has been awake since a reading, in milliseconds: at most what has passed. */
  awakeSince({ ticks }: Reading): number {
    return this.read().ticks - ticks;
  }
}

function isSetRight(before: number, after: number): boolean {
  return before < EARLIEST_MS && after >= EARLIEST_MS;
}
