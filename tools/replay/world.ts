import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { commitOnce } from '../../functions/src/platform/commitOnce';
import type { Program } from '../../functions/src/shared/programSchema';
import { spawnFirestore } from '../../local/firestore/spawn';
import { type FinalState, finalStates } from './finalStates';
import type { LogRow } from './logRow';
import { replay } from './replay';
import indexes from '../../firestore.indexes.json';

/** Users share nothing, so they are dealt out to worlds of their own that run side by side. */
const WORLDS = 8;

/** What a replay came to. */
export interface ReplayResult {
  readonly states: ReadonlyMap<string, FinalState>;
  /** Why rows were refused, one reason a row. */
  readonly refused: readonly string[];
  /** Rows whose activity had been recorded before. */
  readonly repeats: number;
  readonly maintenanceRuns: number;
  /** Documents read and written, as production would bill them. */
  readonly reads: number;
  readonly writes: number;
  readonly seconds: number;
}

/** Replays a log against a database of its own, which is gone afterwards. */
export async function replayInNewWorld(
  rows: readonly LogRow[],
  until: number,
  program: Program,
  onDelivered?: () => void,
): Promise<ReplayResult> {
  const startedAt = performance.now();
  const server = await spawnFirestore({ indexes });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const worlds = dealOut(rows).map((share, index) => newWorld(share, program, index));
  try {
    const simulations = await Promise.all(
      worlds.map(({ share, deps }) => replay(share, until, deps, onDelivered)),
    );
    const { reads, writes } = await server.usage();
    const states = await Promise.all(
      worlds.map(({ deps }) => finalStates(deps.db, program, until)),
    );
    return {
      states: sorted(states.flatMap((ofWorld) => [...ofWorld])),
      refused: simulations.flatMap((simulation) => simulation.refused),
      repeats: sum(simulations.map((simulation) => simulation.repeats)),
      maintenanceRuns: sum(simulations.map((simulation) => simulation.maintenanceRuns)),
      reads,
      writes,
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    await Promise.all(worlds.map(({ app }) => deleteApp(app)));
    await server.close();
  }
}

/** A database with the users whose rows `share` holds. */
function newWorld(share: readonly LogRow[], program: Program, index: number) {
  const projectId = `demo-replay-${index}`;
  const app = initializeApp({ projectId }, `${projectId} ${performance.now()}`);
  return { app, share, deps: { db: getFirestore(app), program, commit: commitOnce(projectId) } };
}

/** The rows of every user together, the users spread evenly. */
function dealOut(rows: readonly LogRow[]): LogRow[][] {
  const shares = Array.from({ length: WORLDS }, (): LogRow[] => []);
  const shareOf = new Map<string, number>();
  for (const row of rows) {
    const share = shareOf.get(row.user) ?? shareOf.size % WORLDS;
    shareOf.set(row.user, share);
    shares[share]?.push(row);
  }
  return shares.filter((share) => share.length > 0);
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Map<string, T> {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
