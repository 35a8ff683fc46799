import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { known } from '../../contracts/shapes';
import { log, type LogContext } from '../../platform/log';
import { instant, knownFieldsWrite, writeInTransaction } from '../../platform/write';

/** `settings/installation`: whose database this is. */
const CLAIM = 'settings/installation';

const claimDocument = z.object({
  /** What the names of its functions begin with. */
  functions: z.string(),
  /** When it last said so. */
  at: instant,
});

/** A claim is renewed every day; one that is older is of functions that are there no longer. */
const STANDS_FOR_MS = 2 * 86_400_000;

/** Documents of users that are looked at. */
const SAMPLE = 20;

/** Whatever writes a user's document leaves one of these in it. */
const OURS = ['shard', 'setAt', 'seenAt', 'preferences', 'activitiesPaidAt', 'begunAfter'];

/** For the log alone. */
class DatabaseShared extends Error {}

/** For the log alone. */
class UsersOfAnApp extends Error {}

/** What claiming a database needs from outside. */
interface ClaimDeps {
  readonly db: Firestore;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  /** What the names of this installation's functions begin with. */
  readonly installation: string;
}

/**
 * Claims the database for this installation. Two in one database would judge its users by two programs and tell them
 * everything twice, so where another has claimed it lately, that is logged as an error, each day by both. So is it
 * where an app keeps users of its own under the same name: one would overwrite the other. One read, and one of each of a few
 * users.
 *
 * @returns whether it is this installation's alone
 */
export async function claimDatabase(
  { db, now, installation }: ClaimDeps,
  context: LogContext,
): Promise<boolean> {
  const claim = db.doc(CLAIM);
  const other = await db.runTransaction(async (transaction) => {
    const stored = known('settings', (await transaction.get(claim)).data());
    const last = claimDocument.safeParse(stored).data;
    const stands = last !== undefined && last.at > now() - STANDS_FOR_MS;
    if (stands && last.functions !== installation) return last.functions;
    const renewed = z.encode(claimDocument, { functions: installation, at: now() });
    writeInTransaction(transaction, db, [knownFieldsWrite(CLAIM, renewed)]);
    return undefined;
  });
  if (other !== undefined) {
    log.error('database_shared', context, new DatabaseShared(), { installation, other });
  }
  const strangers = await usersOfAnApp(db);
  if (strangers > 0) log.error('users_of_an_app', context, new UsersOfAnApp(), { strangers });
  return other === undefined && strangers === 0;
}

/** How many of some documents in `users` hold something, and nothing that is ours. */
async function usersOfAnApp(db: Firestore): Promise<number> {
  const { docs } = await db
    .collection('users')
    .select(...OURS)
    .limit(SAMPLE)
    .get();
  return docs.filter((user) => Object.keys(user.data()).length === 0).length;
}
