import { deleteApp, initializeApp } from 'firebase-admin/app';
import { connectStore } from '../../functions/src/platform/bulkStore';
import type { Program } from '../../functions/src/engine/program';
import { databaseOf } from '../../functions/src/platform/firestore';
import { startFirestore } from '../../local/firestore/index';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { dealOut } from './dealOut';
import { type FinalState, finalStates } from './finalStates';
import type { LogRow } from './logRow';
import { replay } from './replay';

/** Users share nothing, so a few databases side by side fill the time that calls spend waiting. */
const WORLDS = 4;

/** What to replay, and by which rules. */
export interface ReplayTask {
  /** In the order of delivery. */
  readonly rows: readonly LogRow[];
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly program: Program;
}

/** What a replay came to. */
export interface Replayed {
  readonly states: ReadonlyMap<string, FinalState>;
  /** Why rows were refused, one reason a row. */
  readonly refused: readonly string[];
  /** Rows whose activity had been recorded before. */
  readonly repeats: number;
  readonly maintenanceRuns: number;
  /** Documents read and written, as production would bill them. */
  readonly reads: number;
  readonly writes: number;
}

/** Replays in this thread, against databases that are gone afterwards. */
export async function replayWorlds(
  { rows, until, program }: ReplayTask,
  onDelivered: () => void,
): Promise<Replayed> {
  const server = await startFirestore({ indexes: declaredIndexes() });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const worlds = dealOut(rows, WORLDS).map((share, index) => newWorld(share, program, index));
  try {
    const simulations = await Promise.all(
      worlds.map(({ share, deps }) => replay(share, until, deps, onDelivered)),
    );
    const { reads, writes } = server.usage;
    const states = await Promise.all(
      worlds.map(({ deps }) => finalStates(deps.db, program, until)),
    );
    return {
      states: new Map(states.flatMap((ofWorld) => [...ofWorld])),
      refused: simulations.flatMap((simulation) => simulation.refused),
      repeats: sum(simulations.map((simulation) => simulation.repeats)),
      maintenanceRuns: sum(simulations.map((simulation) => simulation.maintenanceRuns)),
      reads,
      writes,
    };
  } finally {
    await Promise.all(worlds.map(({ app }) => deleteApp(app)));
    await server.close();
  }
}

function newWorld(share: readonly LogRow[], program: Program, index: number) {
  const projectId = `demo-replay-${index}`;
  const app = initializeApp({ projectId }, projectId);
  return {
    app,
    share,
    deps: { db: databaseOf(app), program, open: connectStore(projectId, Date.now) },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
