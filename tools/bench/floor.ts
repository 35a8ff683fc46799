import { type FirestoreRpc, firestoreRpc } from '../../functions/src/platform/firestoreRpc';
import { inParallel } from '../../functions/src/shared/inParallel';
import { generatedClient } from './generatedClient';
import { judgements } from './population';

/** What commits the floor: Google's generated client, or the bare RPC with Firestreak's own encoding. */
export type FloorClient = 'generated' | 'wire';

/** How many users a commit of the floor holds, and how many commits are under way at once. */
export interface FloorMode {
  readonly client: FloorClient;
  readonly usersPerCommit: number;
  readonly parallel: number;
}

/** Of each client the quickest counts. 160 users make 480 writes. */
export const floorModes: readonly FloorMode[] = (['generated', 'wire'] as const).flatMap(
  (client) => [
    { client, usersPerCommit: 20, parallel: 8 },
    { client, usersPerCommit: 50, parallel: 6 },
    { client, usersPerCommit: 160, parallel: 4 },
  ],
);

const TIMEOUT_MS = 60_000;

/** Writes what maintenance would have to write for so many due users, and nothing else. */
export async function floor(projectId: string, due: number, mode: FloorMode): Promise<void> {
  const { commit } = clients[mode.client](projectId);
  await inParallel(batches(due, mode.usersPerCommit), mode.parallel, (writes) =>
    commit(writes, TIMEOUT_MS),
  );
}

const clients = { generated: generatedClient, wire: firestoreRpc } satisfies Record<
  FloorClient,
  (projectId: string) => Pick<FirestoreRpc, 'commit'>
>;

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
