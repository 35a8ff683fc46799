import type { CallableRequest } from 'firebase-functions/https';
import type { Settings } from '../config/settings';
import { FirestreakError } from '../contracts/errors';
import { isDocumentId } from '../contracts/ids';
import type { Access } from './access';

/** The longest uid of Firebase Auth: documents that are named after a user and more have room for it. */
const MAX_UID = 128;

/** What a call says of who makes it. Tokens have been verified. */
export type Presented = Pick<CallableRequest, 'auth' | 'app'>;

/**
 * Lets a call in by its row of the table.
 *
 * @returns the caller's uid
 * @throws FirestreakError saying what is missing
 */
export function authorize(
  { by, anonymous, consumesAppCheck }: Access,
  { auth, app }: Presented,
  demanded: Pick<Settings, 'enforceAppCheck' | 'consumeAppCheck'>,
): string {
  const uid = auth && subjectOf(auth);
  if (!uid) throw new FirestreakError('sign-in-required', 'Sign in before calling.');
  if (demanded.enforceAppCheck && !app) {
    throw new FirestreakError('app-check-required', 'Only the app may call: send its token.');
  }
  if (demanded.consumeAppCheck && consumesAppCheck && app?.alreadyConsumed === true) {
    throw new FirestreakError('app-check-replayed', 'The App Check token was used before.');
  }
  if (by === 'admin' && auth.token['admin'] !== true) {
    throw new FirestreakError('admin-required', 'Only an administrator may call this.');
  }
  if (!anonymous && isAnonymous(auth)) {
    const advice =
      'Anonymous users may not call this. Sign in with an account, or link one and fetch a new token.';
    throw new FirestreakError('account-required', advice);
  }
  assertSupported(uid);
  return uid;
}

/**
 * Auth lets a server name its users as it likes; a slash would lead into another's documents.
 *
 * @throws FirestreakError `unsupported-user`
 */
export function assertSupported(uid: unknown): asserts uid is string {
  if (typeof uid !== 'string' || uid.length > MAX_UID || !isDocumentId(uid)) {
    throw new FirestreakError('unsupported-user', 'This uid cannot be the name of a document.');
  }
}

type Auth = NonNullable<Presented['auth']>;

/** Where tokens are not verified, on a developer's machine, one may lack what all others have. */
function subjectOf({ uid }: Partial<Auth>): string {
  return typeof uid === 'string' ? uid : '';
}

/**
 * Whether a token is of an anonymous user. One who has linked an account since may still have a token
 * that names the anonymous sign-in, which began the session; what was linked is among its identities.
 */
export function isAnonymous({ token }: Auth): boolean {
  const { firebase } = token as Partial<Auth['token']>;
  const identities: unknown = firebase?.identities;
  const isLinked =
    typeof identities === 'object' && identities !== null && Object.keys(identities).length > 0;
  return firebase?.sign_in_provider === 'anonymous' && !isLinked;
}
