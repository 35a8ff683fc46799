import type { CallableLatency } from './callables/callableLatencies';
import type { ColdStart } from './coldStart/coldStart';
import { type Columns, markdownTable } from './markdownTable';
import type { Measured } from './scale';

/** All that one run of the bench has measured. */
export interface Report {
  readonly runs: readonly Measured[];
  readonly ratios: Ratios;
  readonly callables: readonly CallableLatency[];
  readonly coldStart: readonly ColdStart[];
  /** What it was measured on. */
  readonly machine: string;
}

/** How designs compare at one scale. */
export interface Ratio {
  readonly users: number;
  readonly due: number;
  readonly latencyMs: number;
  /** How many times the replaced design takes as long as one worker. */
  readonly replacedToFirestreak: number;
  /** How many times one worker takes as long as the floor. */
  readonly firestreakToFloor: number;
  /** The same of the processor time that the worker's process used, which other work on the machine changes least. */
  readonly replacedToFirestreakCpu: number;
  readonly firestreakToFloorCpu: number;
}

/** The ratios at every scale, and of the same due users among few and among many. */
export interface Ratios {
  readonly scales: readonly Ratio[];
  /** Time of one worker for the same due users among more users, as a share of that among fewer. */
  readonly amongMore: readonly { due: number; latencyMs: number; ratio: number }[];
}

/** Compares measurements. */
export function ratiosOf(runs: readonly Measured[]): Ratios {
  const single = runs.filter(({ design, workers }) => design === 'firestreak' && workers === 1);
  const other = (design: Measured['design'], { users, due, latencyMs }: Measured) =>
    runs.find(
      (run) =>
        run.design === design &&
        run.users === users &&
        run.due === due &&
        run.latencyMs === latencyMs,
    );
  return {
    scales: single.map((run) => {
      const { users, due, latencyMs } = run;
      const [replaced, floor] = [other('replaced', run), other('floor', run)];
      return {
        users,
        due,
        latencyMs,
        replacedToFirestreak: ratio(replaced?.seconds, run.seconds),
        firestreakToFloor: ratio(run.seconds, floor?.seconds),
        replacedToFirestreakCpu: ratio(replaced?.cpuMsPerDue, run.cpuMsPerDue),
        firestreakToFloorCpu: ratio(run.cpuMsPerDue, floor?.cpuMsPerDue),
      };
    }),
    amongMore: single.flatMap((many) => {
      const few = single.find(
        ({ users, due, latencyMs }) =>
          users < many.users && due === many.due && latencyMs === many.latencyMs,
      );
      if (!few) return [];
      const { due, latencyMs } = many;
      return [{ due, latencyMs, ratio: ratio(many.seconds, few.seconds) }];
    }),
  };
}

const columns: Columns<Measured> = [
  ['design', ({ design }) => design],
  ['workers', ({ workers }) => String(workers)],
  ['users', ({ users }) => String(users)],
  ['due', ({ due }) => String(due)],
  ['latency ms', ({ latencyMs }) => String(latencyMs)],
  ['s', (run) => run.seconds.toFixed(2) + (run.measuredDue < run.due ? ' *' : '')],
  ['from–to', ({ secondsFromTo: [from, to] }) => `${from.toFixed(2)}–${to.toFixed(2)}`],
  ['users/s', ({ usersPerSecond }) => usersPerSecond.toFixed(0)],
  ['reads/due', ({ readsPerDue }) => readsPerDue.toFixed(3)],
  ['writes/due', ({ writesPerDue }) => writesPerDue.toFixed(3)],
  ['RPCs', (run) => String(run.rpcs) + (run.measuredDue < run.due ? ' *' : '')],
  ['conflicts', ({ conflicts }) => String(conflicts)],
  ['peak MiB', ({ peakRssMiB }) => peakRssMiB.toFixed(0)],
  ['CPU ms/due', ({ cpuMsPerDue }) => cpuMsPerDue.toFixed(3)],
];

/** The measurements as a Markdown table. A star marks what is extrapolated from a part. */
export function asTable(runs: readonly Measured[]): string {
  return markdownTable(columns, runs);
}

const ratioColumns: Columns<Ratio> = [
  ['users', ({ users }) => String(users)],
  ['due', ({ due }) => String(due)],
  ['latency ms', ({ latencyMs }) => String(latencyMs)],
  ['replaced / Firestreak', (ratio) => ratio.replacedToFirestreak.toFixed(1)],
  ['CPU', (ratio) => ratio.replacedToFirestreakCpu.toFixed(1)],
  ['Firestreak / floor', (ratio) => ratio.firestreakToFloor.toFixed(2)],
  ['CPU', (ratio) => ratio.firestreakToFloorCpu.toFixed(2)],
];

function ratiosAsMarkdown({ scales, amongMore }: Ratios): string {
  const sentences = amongMore.map(
    ({ due, latencyMs, ratio }) =>
      `${due} due users at ${latencyMs} ms took ${ratio.toFixed(2)} times as long among more who were not due.`,
  );
  return [markdownTable(ratioColumns, scales), ...sentences, ''].join('\n');
}

const latencyColumns: Columns<CallableLatency> = [
  ['callable', ({ callable }) => callable],
  ['latency ms', ({ latencyMs }) => String(latencyMs)],
  ['p50 ms', ({ p50 }) => p50.toFixed(1)],
  ['p95 ms', ({ p95 }) => p95.toFixed(1)],
  ['p99 ms', ({ p99 }) => p99.toFixed(1)],
  ['', ({ refused }) => (refused === undefined ? '' : `refused: ${refused}`)],
];

const loadColumns: Columns<ColdStart> = [
  ['load', ({ what }) => what],
  ['ms', ({ ms }) => ms.toFixed(0)],
  ['CPU ms', ({ cpuMs }) => cpuMs.toFixed(0)],
  ['× bare', ({ timesBare }) => timesBare.toFixed(2)],
  ['× full', ({ timesFull }) => timesFull.toFixed(2)],
  ['RSS MiB', ({ rssMiB }) => rssMiB.toFixed(0)],
];

/** All that was measured, as the tables of docs/performance.md. */
export function asMarkdown({ runs, ratios, callables, coldStart, machine }: Report): string {
  const parts = [
    `Measured on ${machine}.\n`,
    ...(runs.length > 0 ? [asTable(runs), ratiosAsMarkdown(ratios)] : []),
    ...(callables.length > 0 ? [markdownTable(latencyColumns, callables)] : []),
    ...(coldStart.length > 0 ? [markdownTable(loadColumns, coldStart)] : []),
  ];
  return `${parts.join('\n')}\n`;
}

function ratio(over = NaN, under = NaN): number {
  return Math.round((over / under) * 100) / 100;
}
