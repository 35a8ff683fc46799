import type { Firestore } from 'firebase-admin/firestore';
import { impersonal, personalData } from '../../functions/src/account/personalData';

/** Collections that hold something and of which nobody has said whether it is personal. */
export async function unregistered(db: Firestore): Promise<string[]> {
  const known = new Set([
    ...personalData.map(({ collection }) => collection),
    ...Object.keys(impersonal),
  ]);
  const roots = await db.listCollections();
  return roots.map(({ id }) => id).filter((id) => !known.has(id));
}
