import type { FirestoreServer, Value } from '../../local/firestore/index';
import { nextScheduleTime } from '../replay/schedule';
import type { Agenda } from './agenda';

/** A schedule: when it falls due for a user, at which minutes of the hour it runs, and what it does. */
export interface Schedule {
  readonly field: 'lapseAt' | 'remindAt';
  readonly minutes: readonly number[];
  readonly run: (at: number) => Promise<void>;
}

/** Has a schedule run at each of its times at which a user is due, and only then. */
export function runWhenDue(
  server: FirestoreServer,
  agenda: Agenda,
  { field, minutes, run }: Schedule,
): void {
  const due = new Map<string, number>();
  const planned = new Set<number>();
  const plan = (from: number): void => {
    const at = nextScheduleTime(from, minutes);
    if (planned.has(at)) return;
    planned.add(at);
    agenda.add(at, async () => {
      planned.delete(at);
      if (![...due.values()].some((instant) => instant <= at)) return;
      await run(at);
      if ([...due.values()].some((instant) => instant <= at)) plan(at + 1);
    });
  };
  server.onCommit(({ path, newDocument }) => {
    if (!/^users\/[^/]+$/.test(path)) return;
    const instant = instantOf(newDocument?.fields[field]);
    if (instant === undefined) due.delete(path);
    else {
      due.set(path, instant);
      plan(instant);
    }
  });
}

function instantOf(value: Value | undefined): number | undefined {
  if (value?.valueType !== 'timestampValue') return undefined;
  const { seconds = 0, nanos = 0 } = value.timestampValue;
  return Number(seconds) * 1000 + nanos / 1e6;
}
