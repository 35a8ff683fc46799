import { cpus } from 'node:os';
import type { SpawnedFirestore } from '../../local/firestore/index';
import { floorModes } from './floor';
import { type Contender, clear, load, measure } from './measure';
import type { Measured, Scale } from './scale';

/** The designs, with every way to write the floor. */
export function allContenders(): Contender[] {
  return [
    { design: 'replaced', workers: 1 },
    { design: 'firestreak', workers: 1 },
    { design: 'firestreak', workers: Math.max(2, cpus().length) },
    ...floorModes.map((mode): Contender => ({ design: 'floor', workers: 1, mode })),
  ];
}

/** A contender and its median run. */
export interface Placed {
  readonly contender: Contender;
  readonly median: Measured;
}

/**
 * Measures contenders in turn, so many times, so that a machine that gets slower is so for all of
 * them. Of the ways to write the floor the quickest is kept.
 */
export async function mediansOf(
  store: SpawnedFirestore,
  scale: Scale,
  contenders: readonly Contender[],
  runs: number,
): Promise<Placed[]> {
  const measured = new Map(contenders.map((contender) => [contender, [] as Measured[]]));
  for (let run = 0; run < runs; run += 1) {
    // The replaced design gets through a part only, and the floor reads nothing: they can share.
    const shared = await load(store, scale);
    for (const [contender, results] of measured) {
      const isOwn = contender.design === 'firestreak';
      const project = isOwn ? await load(store, scale) : shared;
      results.push(await measure(store, scale, contender, project));
      if (isOwn) await clear(store, project);
    }
    await clear(store, shared);
  }
  const placed = [...measured].map(([contender, results]) => ({
    contender,
    median: medianOf(results),
  }));
  const others = placed.filter(({ contender }) => contender.mode === undefined);
  const floors = placed
    .filter(({ contender }) => contender.mode !== undefined)
    .sort((a, b) => a.median.seconds - b.median.seconds);
  return [...others, ...floors.slice(0, 1)];
}

function medianOf(results: readonly Measured[]): Measured {
  const sorted = [...results].sort((a, b) => a.seconds - b.seconds);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (!median) throw new Error('Nothing was measured.');
  const [least = median, most = median] = [sorted[0], sorted.at(-1)];
  return { ...median, secondsFromTo: [least.seconds, most.seconds] };
}
