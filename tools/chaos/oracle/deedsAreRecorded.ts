import type { Firestore } from 'firebase-admin/firestore';
import type { World } from '../world';

/** Each time that an administrator was told that something is done, it is recorded who did it. */
export async function deedsAreRecorded({ history }: World, db: Firestore): Promise<string[]> {
  const { docs } = await db.collection('operatorActions').get();
  return [...history.deeds].flatMap(([call, times]) => {
    const records = docs.filter((deed) => deed.get('call') === call && deed.get('uid') === 'admin');
    if (records.length >= times) return [];
    return [`${call} was done ${times} times and recorded ${records.length} times`];
  });
}
