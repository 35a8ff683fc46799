import { firestoreRpc } from '../../functions/src/platform/firestoreRpc';
import { inParallel } from '../../functions/src/platform/concurrency';
import { judgements } from './population';

/** How many users a commit of the floor holds, and how many commits are under way at once. */
export interface FloorMode {
  readonly usersPerCommit: number;
  readonly parallel: number;
}

/** The quickest counts. 160 users make 480 writes. */
export const floorModes: readonly FloorMode[] = [
  { usersPerCommit: 20, parallel: 8 },
  { usersPerCommit: 50, parallel: 6 },
  { usersPerCommit: 160, parallel: 4 },
];

const TIMEOUT_MS = 60_000;

/** Writes what maintenance would have to write for so many due users, and nothing else. */
export async function floor(projectId: string, due: number, mode: FloorMode): Promise<void> {
  const rpc = firestoreRpc(projectId);
  await inParallel(batches(due, mode.usersPerCommit), mode.parallel, (writes) =>
    rpc.commit(writes, TIMEOUT_MS),
  );
}

function* batches(due: number, usersPerCommit: number) {
  let batch = [];
  let users = 0;
  for (const writes of judgements(due)) {
    batch.push(...writes);
    users += 1;
    if (users % usersPerCommit !== 0) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
