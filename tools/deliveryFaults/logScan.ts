import { NAME } from './displayName';

/** What no log may hold: addresses, device tokens, names and keys of a run. */
const PERSONAL = new RegExp(`@|token-of-|${NAME}|SG\\.faults|Bearer `);

/** Package names are no addresses. */
const PACKAGES = /node_modules\/@|@google-cloud|@grpc|@sendgrid/g;

/** Every log entry of this process so far, and those that hold what they must not. */
export const logScan = { entries: 0, leaks: [] as string[] };

const scan = (...parts: unknown[]) => {
  logScan.entries += 1;
  const line = parts.map(String).join(' ');
  if (PERSONAL.test(line.replaceAll(PACKAGES, ''))) logScan.leaks.push(line);
};

// Import this before anything of Firebase, whose logger keeps the console that it finds.
Object.assign(console, { debug: scan, info: scan, log: scan, warn: scan, error: scan });
