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

/** Loaded by the first call that needs them, on top of the functions. */
const firstUses: readonly (readonly [string, readonly string[]])[] = [
  ['publishing: schedules, dead letters', ['@google-cloud/pubsub']],
  ['push messages', ['firebase-admin/messaging']],
  ['e-mail', ['@sendgrid/mail', '@sendgrid/client', 'handlebars']],
];

/** A load, the median of several, beside the bare one's. */
export interface ColdStart extends Omit<LoadCost, 'packages'> {
  readonly what: string;
  /** Processor time as a multiple of the bare load's. */
  readonly timesBare: number;
}

/**
 * Loads of the built functions (all are one file, so each costs the same), of what is bare, and of
 * what first uses add; in turn, so that a machine that gets slower is so for all of them.
 *
 * @param built path of the functions' `index.js`
 */
export async function coldStarts(built: string, runs: number): Promise<ColdStart[]> {
  const loads: (readonly [string, readonly string[]])[] = [
    ['bare', bareModules],
    ['bare, both packages whole', ['firebase-functions', 'firebase-admin', ...bareModules]],
    ['any function', [built]],
    ...firstUses.map(([use, modules]) => [`… and ${use}`, [built, ...modules]] as const),
  ];
  const costs = new Map(loads.map(([what]) => [what, [] as LoadCost[]]));
  for (let run = 0; run < runs; run += 1) {
    for (const [what, modules] of loads) costs.get(what)?.push(await loadCost(built, modules));
  }
  const bare = medianOf(costs.get('bare') ?? [], 'cpuMs');
  return [...costs].map(([what, measured]) => {
    const cpuMs = medianOf(measured, 'cpuMs');
    return {
      what,
      ms: medianOf(measured, 'ms'),
      cpuMs,
      rssMiB: medianOf(measured, 'rssMiB'),
      timesBare: Math.round((cpuMs / bare) * 100) / 100,
    };
  });
}

function medianOf(costs: readonly LoadCost[], figure: 'ms' | 'cpuMs' | 'rssMiB'): number {
  const sorted = costs.map((cost) => cost[figure]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
