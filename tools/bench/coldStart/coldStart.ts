import { functions as table } from '../../../functions/src/functions';
import { type LoadCost, loadCost } from './loadCost';

/** What the functions cannot do without: the parts of both packages that they name. */
const bareModules: readonly string[] = [
  'firebase-functions/https',
  'firebase-functions/pubsub',
  'firebase-functions/scheduler',
  'firebase-functions/firestore',
  'firebase-functions/tasks',
  'firebase-functions/params',
  'firebase-functions/logger',
  'firebase-admin/app',
  'firebase-admin/firestore',
];

/** Both packages as their names load them. */
const FULL = 'bare, both packages in full';

/** Every function; one without a row in the table fails a test. */
const functions = Object.keys(table).sort();

/** Loaded by the first call that needs them, on top of a function. */
const firstUses = [
  ['publishing', 'scheduleMaintenance', ['@google-cloud/pubsub']],
  ['push messages', 'onStreakEvent', ['firebase-admin/messaging']],
  ['e-mail', 'onStreakEvent', ['@sendgrid/mail', '@sendgrid/client', 'handlebars']],
] as const;

/** A load, the median of several, beside the bare one's. */
export interface ColdStart extends Omit<LoadCost, 'packages'> {
  readonly what: string;
  /** Processor time as a multiple of the bare load's. */
  readonly timesBare: number;
  /** The same of a load of both packages in full. */
  readonly timesFull: number;
}

/**
 * Loads of all functions as the instances do that run them, of what is bare, and of what first uses
 * add; in turn, so that a machine that gets slower is so for all of them.
 *
 * @param built path of the functions' `index.js`
 */
export async function coldStarts(built: string, runs: number): Promise<ColdStart[]> {
  const loads: (readonly [string, readonly string[], string | null])[] = [
    ['bare', bareModules, null],
    [FULL, ['firebase-functions', 'firebase-admin', ...bareModules], null],
    ...functions.map((name) => [name, [], name] as const),
    ...firstUses.map(([use, name, modules]) => [`${name} and ${use}`, modules, name] as const),
  ];
  const costs = new Map(loads.map(([what]) => [what, [] as LoadCost[]]));
  for (let run = 0; run < runs; run += 1) {
    for (const [what, modules, name] of loads) {
      costs.get(what)?.push(await loadCost(built, modules, name));
    }
  }
  const [bare, full] = ['bare', FULL].map((what) => medianOf(costs.get(what) ?? [], 'cpuMs'));
  const times = (cpuMs: number, of = NaN) => Math.round((cpuMs / of) * 100) / 100;
  return [...costs].map(([what, measured]) => {
    const cpuMs = medianOf(measured, 'cpuMs');
    return {
      what,
      ms: medianOf(measured, 'ms'),
      cpuMs,
      rssMiB: medianOf(measured, 'rssMiB'),
      timesBare: times(cpuMs, bare),
      timesFull: times(cpuMs, full),
    };
  });
}

function medianOf(costs: readonly LoadCost[], figure: 'ms' | 'cpuMs' | 'rssMiB'): number {
  const sorted = costs.map((cost) => cost[figure]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
