import type { Attack } from './attack';
import type { Outcome } from './protocol';

/** How much of the processor a call may take, with all that follows from it. */
const MOST_CPU_MS = 1_000;

/** By how much the heap may grow in a call, garbage included; an instance has 256 MiB. */
const MOST_HEAP_MIB = 64;

interface Refusal {
  readonly error?: {
    readonly status?: unknown;
    readonly message?: unknown;
    readonly reason?: unknown;
    readonly details?: { readonly reason?: unknown };
  };
}

/**
 * What is wrong with an answer, or undefined: it may do what was asked for, or refuse with a 4xx that
 * says why.
 */
export function faultOf({ status, body }: Pick<Outcome, 'status' | 'body'>): string | undefined {
  if (status < 400) return body.includes('"INTERNAL"') ? 'internal, in a stream' : undefined;
  if (status >= 500) return `status ${status}`;
  const refusal = refusalIn(body)?.error;
  // Not a callable's answer: a page in words, or a body that was no JSON and came to no function.
  if (refusal === undefined) return body === '' ? 'no reason' : undefined;
  if (refusal.status === 'INTERNAL') return 'internal';
  const reason = refusal.reason ?? refusal.details?.reason;
  // firebase-functions itself answers who has a token that is none.
  return typeof reason === 'string' || status === 401 ? undefined : 'no reason';
}

/** What is wrong with what an attack came to: its answer, its cost, and what it left behind. */
export function faultsOf(attack: Attack, outcome: Outcome): string[] {
  const { cpuMs, heapMiB, failures, isPrototypeChanged } = outcome;
  const isHead = attack.method === 'HEAD'; // has no body by its nature
  const answer = attack.kind === 'task' ? undefined : faultOf(outcome);
  return [
    ...(answer === undefined || (isHead && answer === 'no reason') ? [] : [answer]),
    ...(cpuMs > MOST_CPU_MS ? [`took ${Math.round(cpuMs)} ms of the processor`] : []),
    ...(heapMiB > MOST_HEAP_MIB ? [`made the heap grow by ${Math.round(heapMiB)} MiB`] : []),
    ...(isPrototypeChanged ? ['the prototype of objects was changed'] : []),
    ...failures.map((failure) => `failed: ${failure}`),
    ...(attack.kind === 'task' && outcome.status >= 400 && !isEarly(attack, outcome)
      ? [`status ${outcome.status}`]
      : []),
  ];
}

/** Whether a call took more of the processor or of the heap than any may. */
export function isCostly({ cpuMs, heapMiB }: Pick<Outcome, 'cpuMs' | 'heapMiB'>): boolean {
  return cpuMs > MOST_CPU_MS || heapMiB > MOST_HEAP_MIB;
}

/** A task that came before its time has to come again. */
function isEarly({ body }: Attack, { status }: Outcome): boolean {
  const { data } = (JSON.parse(body) ?? {}) as { data?: { at?: unknown } | null };
  const at = typeof data?.at === 'string' ? Date.parse(data.at) : NaN;
  return status === 500 && at > Date.now();
}

function refusalIn(body: string): Refusal | undefined {
  try {
    return JSON.parse(body) as Refusal;
  } catch {
    return undefined; // not JSON
  }
}
