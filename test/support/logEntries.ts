/** An entry as it is written: what Cloud Logging reads from the function's output. */
export interface LogEntry extends Readonly<Record<string, unknown>> {
  readonly severity: string;
  readonly message: string;
}

/** The entries that the functions have logged in this test file. */
export const logEntries: LogEntry[] = [];

const keep = (line: string) => void logEntries.push(JSON.parse(line) as LogEntry);

// Import this before anything of Firebase, whose logger keeps the console that it finds.
Object.assign(console, { debug: keep, info: keep, log: keep, warn: keep, error: keep });
