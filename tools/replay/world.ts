import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { commitOnce } from '../../functions/src/platform/commitOnce';
import type { Program } from '../../functions/src/shared/programSchema';
import { spawnFirestore } from '../../local/firestore/spawn';
import { type FinalState, finalStates } from './finalStates';
import type { LogRow } from './logRow';
import { replay } from './replay';
import indexes from '../../firestore.indexes.json';

const PROJECT = 'demo-replay';

/** What a replay came to. */
export interface ReplayResult {
  readonly states: Map<string, FinalState>;
  readonly refused: ReadonlyMap<string, number>;
  /** Rows whose activity had been recorded before. */
  readonly repeats: number;
  readonly runs: { readonly announced: number; readonly workers: number };
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
  onProgress?: (delivered: number) => void,
): Promise<ReplayResult> {
  const startedAt = performance.now();
  const server = await spawnFirestore({ indexes });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const app = initializeApp({ projectId: PROJECT }, server.host);
  try {
    const db = getFirestore(app);
    const deps = { db, program, commit: commitOnce(PROJECT) };
    const { refused, repeats, runs } = await replay(rows, until, deps, onProgress);
    const { reads, writes } = await server.usage();
    const states = await finalStates(db, program, until);
    const seconds = (performance.now() - startedAt) / 1000;
    return { states, refused, repeats, runs, reads, writes, seconds };
  } finally {
    await deleteApp(app);
    await server.close();
  }
}
