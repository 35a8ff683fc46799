import type { Firestore } from 'firebase-admin/firestore';
import { correctBoard } from './correctBoard';
import { stableHash } from './score';
import { boardsWith } from './store';

/** Changes somebody's name on all published boards; null takes them off. One read and write a board. */
export async function onBoards(
  db: Firestore,
  uid: string,
  displayName: string | null,
): Promise<void> {
  const id = stableHash(uid);
  for (const name of await boardsWith(db, id)) await correctBoard(db, name, id, displayName);
}
