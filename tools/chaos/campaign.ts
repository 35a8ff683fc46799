import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SeedResult, WorldOptions } from './runSeed';
import type { ThreadTask } from './thread';

/** What to run. */
export interface CampaignOptions extends WorldOptions {
  readonly seeds: readonly number[];
  readonly threads?: number;
  readonly onResult?: (result: SeedResult) => void;
}

/** How it came out, as `--json` prints it. */
export interface Report {
  /** How many were run. */
  readonly seeds: number;
  /** Points, before or after a call of a function, at which something went wrong. */
  readonly faultPoints: number;
  readonly faultsInjected: number;
  readonly failures: readonly { readonly seed: number; readonly what: string }[];
}

/** Runs seeds on all cores. */
export async function campaign({
  seeds,
  threads = availableParallelism(),
  onResult = () => undefined,
  ...options
}: CampaignOptions): Promise<Report> {
  const left = seeds.values();
  const points = new Set<string>();
  const failures: { seed: number; what: string }[] = [];
  let faultsInjected = 0;
  const take = (result: SeedResult) => {
    for (const point of result.points) points.add(point);
    faultsInjected += result.faultsInjected;
    failures.push(...result.wrong.map((what) => ({ seed: result.seed, what })));
    onResult(result);
  };
  const count = Math.min(threads, seeds.length);
  await Promise.all(Array.from({ length: count }, () => runThreads(left, options, take)));
  failures.sort((a, b) => a.seed - b.seed);
  return { seeds: seeds.length, faultPoints: points.size, faultsInjected, failures };
}

/** The heap for young objects, in MiB: nearly all are gone after their call. */
const YOUNG_HEAP_MIB = 128;

/** Takes one seed after the other, with a new thread after a failure, which may leave things behind. */
async function runThreads(
  left: Iterator<number>,
  options: WorldOptions,
  take: (result: SeedResult) => void,
): Promise<void> {
  while (await runThread(left, options, take));
}

/** A thread that takes seeds until one fails. @returns whether some may be left */
function runThread(
  left: Iterator<number>,
  options: WorldOptions,
  take: (result: SeedResult) => void,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'thread.ts'), {
      workerData: options,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MIB },
      execArgv: ['--require', require.resolve('tsx/cjs')],
    });
    const end = (isMoreLeft: boolean) => {
      void worker.terminate().then(() => {
        resolve(isMoreLeft);
      });
    };
    const next = () => {
      const taken = left.next();
      if (taken.done) end(false);
      else worker.postMessage({ seed: taken.value } satisfies ThreadTask);
    };
    worker.on('message', (result: SeedResult) => {
      take(result);
      if (result.wrong.length > 0) end(true);
      else next();
    });
    worker.on('error', reject);
    next();
  });
}
