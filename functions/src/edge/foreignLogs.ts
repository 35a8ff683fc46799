import frameworkLogger, { type LogSeverity } from 'firebase-functions/logger';
import { instanceTarget, isInstance } from '../config/environment';
import { type ErrorFacts, errorFactsOf, framesIn, isError } from '../platform/errorFacts';

/** Taken before {@link guardForeignLogs}; it adds the trace. */
const { write: emit } = frameworkLogger;

type Listener = (...words: unknown[]) => void;

/** What firebase-functions says in words of its own, with nothing put in. */
const plainWords: readonly unknown[] = [
  'Callable request verification passed',
  'Callable request verification failed: AppCheck token was rejected.',
  'Callable request verification failed: Auth token was rejected.',
  'Callable request verification failed: AppCheck token was rejected. Auth token was rejected.',
  'Failed to validate auth token.',
  'Failed to validate AppCheck token.',
  'Allowing request with invalid AppCheck token because enforcement is disabled',
  'Request is missing body.',
  'Request has invalid method.',
  'Request has incorrect Content-Type.',
  'Request body is missing data.',
  'Invalid request, unable to process.',
  'Data cannot be encoded in JSON.',
  'Data cannot be decoded from JSON.',
  'Unhandled error',
];

/** How a token was found: the App Check metrics of Firebase are made of these entries. */
const verdicts: readonly unknown[] = ['VALID', 'INVALID', 'MISSING'];

const LABELS = 'logging.googleapis.com/labels';

const framework: Readonly<Record<string, LogSeverity>> = {
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
};

const ofConsole: Readonly<Record<string, LogSeverity>> = {
  ...framework,
  trace: 'ERROR',
  dir: 'INFO',
  dirxml: 'INFO',
  table: 'INFO',
};

let isGuarded = false;

/**
 * Guards from the start where this instance runs a function of ours: a body that cannot be parsed is logged
 * before any function is called. An app may have functions of its own in the codebase, also of the same
 * names, so the codebase must export by the name that it runs what we have under it.
 *
 * @param ours the functions that we deploy
 */
export function guardOurInstance(ours: Readonly<Record<string, unknown>>): void {
  if (!isInstance) return;
  setImmediate(() => {
    if (runsOurs(ours)) guardForeignLogs(); // the codebase has been loaded by now
  });
}

function runsOurs(ours: Readonly<Record<string, unknown>>): boolean {
  const names = instanceTarget?.split('.') ?? [];
  const name = names.at(-1);
  if (name === undefined || !Object.hasOwn(ours, name)) return false;
  const exported = names.reduce<unknown>(
    (group, each) => (Object(group) as Readonly<Record<string, unknown>>)[each],
    loadedCodebase(),
  );
  return exported !== undefined && exported === ours[name];
}

/** What the codebase exports, which lies in the working directory; undefined for a module that is no CommonJS. */
function loadedCodebase(): unknown {
  try {
    return require.cache[require.resolve(process.cwd())]?.exports;
  } catch {
    return undefined;
  }
}

/**
 * Every function of Firestreak calls this first. From then on, what firebase-functions logs is reduced to
 * what no user can have typed: the severity, the file and line, and the facts of errors. On its own it logs
 * rejected bodies and error messages. In an instance, which runs one function and nothing else, the same
 * holds for every library that uses the console and for Node's warnings. What `log` writes does not come this
 * way. An instance that runs a function of the app is left alone, even if this code is loaded.
 */
export function guardForeignLogs(): void {
  if (isGuarded) return;
  isGuarded = true;
  // Its own files call these functions; `logger`, which `log` uses, has them from elsewhere.
  reduce(frameworkLogger, framework);
  if (!isInstance) return;
  reduce(console, ofConsole);
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    write('WARNING', 'node_warning', [warning]);
  });
}

function reduce(target: object, severities: Readonly<Record<string, LogSeverity>>): void {
  const methods = Object.entries(severities).map(([name, severity]): [string, Listener] => [
    name,
    (...words) => {
      const [first] = words;
      write(severity, plainWords.includes(first) ? String(first) : 'library_log', words);
    },
  ]);
  Object.assign(target, Object.fromEntries(methods));
}

function write(severity: LogSeverity, message: string, words: readonly unknown[]): void {
  const errors = words.flatMap((word) => (isError(word) ? errorFactsOf(word) : factsIn(word)));
  const from = framesIn(new Error().stack ?? '').find((frame) => !frame.startsWith(__filename));
  emit({
    ...{ severity, message },
    ...(from !== undefined && { from }),
    ...(errors.length > 0 && { errors }),
    ...verification(words.at(-1)),
  });
}

/** Of a stack that is logged as a text, its frames. */
function factsIn(word: unknown): ErrorFacts[] {
  if (typeof word !== 'string') return [];
  const at = framesIn(word);
  const name = errorNames.find((known) => word.startsWith(`${known}:`));
  return at.length > 0 || name !== undefined ? [{ name: name ?? 'Error', at }] : [];
}

const errorNames = [Error, TypeError, RangeError, SyntaxError, ReferenceError, URIError].map(
  ({ name }) => name,
);

function verification(payload: unknown): Readonly<Record<string, unknown>> {
  const { verifications } = Object(payload) as { readonly verifications?: unknown };
  const { app, auth } = Object(verifications) as {
    readonly app?: unknown;
    readonly auth?: unknown;
  };
  if (!verdicts.includes(app) || !verdicts.includes(auth)) return {};
  const labels = { 'firebase-log-type': 'callable-request-verification' };
  return { verifications: { app, auth }, [LABELS]: labels };
}
