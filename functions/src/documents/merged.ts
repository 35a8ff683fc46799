import { type DocumentData, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { FirestreakError } from '../contracts/errors';
import { userPath } from '../contracts/ids';
import { instant, type Write } from '../platform/write';

/**
 * What is left of an account whose history another one goes on with: into which it was merged, so that
 * whoever still acts in it is told. It belongs to the data of that account, and is erased with it.
 */
const merge = z.object({
  mergedInto: z.string(),
  mergedAt: instant,
  /** Activities that were moved. */
  mergedActivities: z.int().min(0),
});

export type Merge = z.output<typeof merge>;

/** What a user document says of a merge; undefined for an account that goes on. */
export function readMerge(user: DocumentData | undefined): Merge | undefined {
  return merge.safeParse(user).data;
}

/** Replaces the document of an account that is merged into another. */
export function mergeWrite(uid: string, { mergedInto, mergedAt, mergedActivities }: Merge): Write {
  return {
    path: userPath(uid),
    data: { mergedInto, mergedAt: Timestamp.fromMillis(mergedAt), mergedActivities },
  };
}

/** @throws FirestreakError `account-merged`, with the account that goes on */
export function assertNotMerged(user: DocumentData | undefined): void {
  const { mergedInto } = readMerge(user) ?? {};
  if (mergedInto === undefined) return;
  const message = `This account was merged into another. Sign in there: ${mergedInto}.`;
  throw new FirestreakError('account-merged', message, { into: mergedInto });
}
