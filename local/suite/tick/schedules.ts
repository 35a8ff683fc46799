import { Cron } from 'croner';
import { type EmulatedFunction, emulatedFunctions } from '../functionsReady';
import { UsageError } from '../usageError';

/** A function with a schedule. */
export interface Schedule {
  readonly name: string;
  /** The function's id in the emulator, with its region. */
  readonly id: string;
  /** The first time after an instant at which it is due; both in milliseconds since the epoch. */
  dueAfter(instant: number): number;
}

/** The schedules of the functions in an emulator. @throws UsageError for one that is no crontab */
export async function schedulesOf(functionsPort: number): Promise<Schedule[]> {
  const functions = await emulatedFunctions(functionsPort);
  return functions.flatMap((fn) => (fn.schedule ? [scheduleOf(fn, fn.schedule)] : []));
}

function scheduleOf(
  { entryPoint: name, id }: EmulatedFunction,
  { schedule, timeZone }: NonNullable<EmulatedFunction['schedule']>,
): Schedule {
  const cron = cronOf(name, schedule, timeZone ?? 'Etc/UTC');
  const dueAfter = (instant: number) => cron.nextRun(new Date(instant))?.getTime() ?? Infinity;
  return { name, id, dueAfter };
}

function cronOf(name: string, schedule: string, timezone: string): Cron {
  try {
    return new Cron(schedule, { timezone, paused: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The schedule of ${name}, "${schedule}", is no crontab: ${why}`);
  }
}
