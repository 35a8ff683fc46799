import { isDeepStrictEqual } from 'node:util';
import type { Firestore } from 'firebase-admin/firestore';
import type { World } from '../world';
import type { Check } from './verdict';

interface Part {
  readonly uid: string;
  readonly value: number;
  readonly completedOn: string | null;
  readonly status: string;
}

/**
 * Who is in a challenge has come as far in it as they have done, ended with the outcome that follows, and was
 * told once if they did all.
 */
export const challengesAreRight: Check = async ({ db, uid, world, expected }) => {
  const wrong: string[] = [];
  const completed: string[] = [];
  for (const id of world.history.challenges.keys()) {
    const stored = await db.doc(`challenges/${id}/participants/${uid}`).get();
    const part = stored.data() as Part | undefined;
    const is = part && {
      value: part.value,
      completedOn: part.completedOn,
      status: part.status,
    };
    const reached = expected.challenges[id];
    const isCompleted = reached && reached.completedOn !== null;
    if (isCompleted) completed.push(`challenge_completed.${id}`);
    const should = reached && { ...reached, status: isCompleted ? 'completed' : 'ended' };
    if (isDeepStrictEqual(is, should)) continue;
    wrong.push(`${uid}: ${id} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
  }
  const { docs } = await db.collection(`users/${uid}/events`).get();
  const told = docs.map(({ id }) => id).filter((id) => id.startsWith('challenge_completed.'));
  if (!isDeepStrictEqual(told.sort(), completed.sort())) {
    wrong.push(`${uid}: was told ${told.join()}, not ${completed.join()}`);
  }
  return wrong;
};

/** As many places are taken as there are people who take part, and no more than there are. */
export async function placesAreRight({ history }: World, db: Firestore): Promise<string[]> {
  const wrong: string[] = [];
  for (const id of history.challenges.keys()) {
    const challenge = db.doc(`challenges/${id}`);
    const capacity = (await challenge.get()).get('capacity') as number | null;
    if (capacity === null) continue;
    const parts = (await challenge.collection('participants').get()).size;
    const { docs } = await challenge.collection('slots').get();
    const taken = docs.reduce((sum, slot) => sum + (slot.get('taken') as number), 0);
    if (taken === parts && parts <= capacity) continue;
    wrong.push(`${id}: ${taken} of ${capacity} places are taken, by ${parts}`);
  }
  return wrong;
}
