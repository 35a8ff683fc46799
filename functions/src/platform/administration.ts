import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import type { CallableRequest } from 'firebase-functions/https';
import { FirestreakError, isRefusal } from '../contracts/errors';
import type { Account, AccountsOf } from './accounts';
import { codesOf } from './deadLetter';
import { log, type LogContext } from './log';
import { shapes } from '../contracts/shapes';

/** The record of what administrators have done. No client can read it. */
const COLLECTION = 'operatorActions';

/** What the record says of who acts: an administrator's uid, or who is at the command line, and why. */
export type ActedBy = Readonly<Record<string, string>>;

/** A verified token and whose it is. */
export type Token = NonNullable<CallableRequest['auth']>;

/**
 * Asks Auth whether the account behind a verified token is an administrator's now: a token is good
 * for an hour after it was made, whatever has become of the account. One request; no answer lets
 * nobody in.
 *
 * @throws FirestreakError
 */
export async function stillAdministrator(
  accountsOf: AccountsOf,
  auth: Token | undefined,
  context: LogContext,
): Promise<ActedBy> {
  if (!auth) throw new FirestreakError('sign-in-required', 'Sign in before calling.');
  const { uid, token } = auth;
  const { firebase } = token as Partial<typeof token>; // on a developer's machine it may lack that
  const account = await accountsOf([uid], context, firebase?.tenant).then(
    (accounts) => accounts.get(uid),
    (error: unknown) => {
      log.warn('account_not_checked', context, { codes: codesOf(error) });
      const advice = 'Whether you are an administrator could not be checked. Send it again.';
      throw new FirestreakError('temporarily-unavailable', advice);
    },
  );
  const refusal = whyNot(account, token.auth_time);
  if (refusal) throw refusal;
  return { uid };
}

/** @param signedInAt in seconds since the epoch, from the token; anything else counts as revoked */
function whyNot(account: Account | undefined, signedInAt: unknown): FirestreakError | undefined {
  if (!account) {
    return new FirestreakError('account-deleted', 'This account has been deleted.');
  }
  if (account.isDisabled) {
    return new FirestreakError('account-disabled', 'This account has been disabled.');
  }
  if (!(typeof signedInAt === 'number' && signedInAt * 1000 >= account.validSince)) {
    return new FirestreakError('sign-in-revoked', 'This sign-in was revoked. Sign in again.');
  }
  if (!account.isAdmin) {
    const advice = 'This account is no longer an administrator’s.';
    return new FirestreakError('admin-required', advice);
  }
  return undefined;
}

/** What recording needs: the store, the time in milliseconds since the epoch, and chance. */
interface RecordPorts {
  readonly db: Firestore;
  readonly now: () => number;
  readonly random: () => number;
}

/** What is about to be done. */
export interface OperatorAction {
  /** The callable. */
  readonly call: string;
  readonly request: unknown;
  readonly by: ActedBy;
}

/**
 * Does something and records who did it, what, when and how it ended. The record is there before
 * anything is done, or nothing is; so what was stopped half-way is recorded as `begun`. Two writes.
 *
 * @throws what `act` throws
 */
export async function recorded<T>(
  { db, now, random }: RecordPorts,
  { call, request, by }: OperatorAction,
  context: LogContext,
  act: () => Promise<T>,
): Promise<T> {
  const at = now();
  // Told apart by chance: two calls at once may well have the same correlation id.
  const id = `${new Date(at).toISOString()}.${random().toString(36).slice(2)}`;
  const record = db.collection(COLLECTION).doc(id);
  const { correlationId } = context;
  // Not `create`: sent again after a lost answer, it would be refused.
  await record.set({
    v: shapes.operatorActions,
    call,
    request: JSON.stringify(request),
    ...by,
    correlationId,
    at: Timestamp.fromMillis(at),
    outcome: 'begun',
  });
  const end = (outcome: object) =>
    record.update({ ...outcome }).catch((error: unknown) => {
      log.error('outcome_not_recorded', context, error); // it is done all the same
    });
  try {
    const result = await act();
    await end({ outcome: 'done' });
    return result;
  } catch (error) {
    await end(
      isRefusal(error)
        ? { outcome: 'refused', refusal: error.reason }
        : { outcome: 'failed', codes: codesOf(error) },
    );
    throw error;
  }
}
