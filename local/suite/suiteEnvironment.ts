import type { Ports } from './ports';

/** What the process with the emulators is told by the one that starts it. */
export interface SuiteEnvironment {
  readonly projectId: string;
  readonly ports: Ports;
  /** Path of the data directory. */
  readonly directory: string;
}

/** Sent to the emulators when the data directory holds the data to start with. */
export const dataReady = { data: 'ready' } as const;

/** Sent by the emulators: the port of their control server. */
export interface ControlMessage {
  readonly controlPort: number;
}

/** Documents that were created since the emulators started, in order. */
export interface Settled {
  /** Paths below the database's root of those after the number that was asked for. */
  readonly created: readonly string[];
  /** How many there are by now. */
  readonly count: number;
  /** When the next task is due that waits for its time, in milliseconds since the epoch. */
  readonly nextTaskAt: number | null;
}

const VARIABLE = 'FIRESTREAK_SUITE';

/** As environment variables. */
export function suiteVariables(suite: SuiteEnvironment): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(suite) };
}

/** From the environment. @throws Error when it is not there */
export function readSuiteEnvironment(): SuiteEnvironment {
  const text = process.env[VARIABLE];
  if (text === undefined) throw new Error(`${VARIABLE} is not set; start with npm start.`);
  return JSON.parse(text) as SuiteEnvironment;
}
