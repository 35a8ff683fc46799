import { AsyncResource } from 'node:async_hooks';
import { type Timer, TimerQueue } from './timerQueue';

/**
 * The time of this thread, which passes only when there is nothing left to do at its instant: hours of
 * waiting take no time, and the same work comes in the same order each time. Import this before
 * anything that keeps a timer function.
 */

/** What runs away with itself at one instant is a defect, not a wait. */
const MOST_STEPS = 2_000_000;

const turn = setImmediate;
const timers = new TimerQueue();
/** What the clock shows at the first instant, in milliseconds since the epoch. */
let epoch = 0;
/** Callbacks of `setImmediate` that are still to run. */
let immediates = 0;

const now = () => epoch + timers.now;

type Callback = (...args: unknown[]) => void;

/** Timers go on as whoever set them. */
function timer(callback: Callback, ms: number | undefined, every: boolean, args: unknown[]): Timer {
  const setter = new AsyncResource('VirtualTimer');
  return timers.add(Number(ms) || 0, every, () => {
    setter.runInAsyncScope(callback, undefined, ...args);
  });
}

function clear(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'cancel' in timer) (timer as Timer).cancel();
}

class VirtualDate extends Date {
  static override now = now;

  constructor(...args: [] | [number | string | Date]) {
    if (args.length === 0) super(now());
    else super(...(args as [number]));
  }
}

Object.assign(globalThis, {
  Date: VirtualDate,
  setTimeout: (callback: Callback, ms?: number, ...args: unknown[]) =>
    timer(callback, ms, false, args),
  setInterval: (callback: Callback, ms?: number, ...args: unknown[]) =>
    timer(callback, ms, true, args),
  clearTimeout: clear,
  clearInterval: clear,
  setImmediate: (callback: Callback, ...args: unknown[]) => {
    immediates += 1;
    return turn(() => {
      immediates -= 1;
      callback(...args);
    });
  },
});
performance.now = () => timers.now;

/** Begins a time of its own at an instant, in milliseconds since the epoch: what waited waits for ever. */
export function beginAt(instant: number): void {
  timers.clear();
  epoch = instant - timers.now;
}

/** Lets time pass until the work has ended. @throws what it throws, or when it waits for nothing */
export async function whileTimePasses<T>(work: () => Promise<T>): Promise<T> {
  const state = { hasEnded: false };
  const result = work().finally(() => {
    state.hasEnded = true;
  });
  result.catch(() => undefined); // whoever awaits it below is told
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    do await new Promise<void>((resolve) => turn(resolve));
    while (immediates > 0);
    if (state.hasEnded) return result;
    if (!timers.runNext()) throw new Error('Everything waits, and nothing will come.');
  }
  throw new Error('The work never ends.');
}

/** Waits, in milliseconds. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    timers.add(ms, false, resolve);
  });
}

/** Waits until an instant, in milliseconds since the epoch. */
export function sleepUntil(instant: number): Promise<void> {
  return sleep(Math.max(0, instant - Date.now()));
}
