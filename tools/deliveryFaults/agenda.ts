import { inParallel } from '../../functions/src/platform/concurrency';

/** Work under a clock of its own; instants in milliseconds since the epoch. */
export interface Agenda {
  add(at: number, work: (now: number) => Promise<void>): void;
  /** Works everything off in the order of time, and what comes of it. */
  run(): Promise<void>;
}

/** What lies closer together runs side by side, so that it races. */
const WINDOW_MS = 30_000;
const LANES = 200;

/** An agenda with nothing on it. */
export function newAgenda(): Agenda {
  const windows = new Map<number, { at: number; work: (now: number) => Promise<void> }[]>();
  return {
    add(at, work) {
      const window = Math.floor(at / WINDOW_MS);
      const others = windows.get(window);
      if (others) others.push({ at, work });
      else windows.set(window, [{ at, work }]);
    },
    async run() {
      while (windows.size > 0) {
        const window = Math.min(...windows.keys());
        const due = windows.get(window) ?? [];
        windows.delete(window);
        await inParallel(due, LANES, ({ at, work }) => work(at));
      }
    },
  };
}
