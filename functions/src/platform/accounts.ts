import { timeout, TimeoutStrategy } from 'cockatiel';
import type { UserRecord } from 'firebase-admin/auth';
import { newBreaker } from './circuitBreaker';
import { clock } from './clock';
import { appForAdmin } from './firestore';
import type { LogContext } from './log';

/**
 * The verified address of an account, or undefined where there is none, or no account. It is read
 * from Auth each time and stored nowhere.
 */
export async function verifiedAddress(uid: string): Promise<string | undefined> {
  const { getAuth } = await import('firebase-admin/auth');
  const { users } = await getAuth(appForAdmin()).getUsers([{ uid }]);
  const [user] = users;
  return user?.emailVerified === true && !user.disabled ? user.email : undefined;
}

/** The Admin SDK itself waits 25 s for each of its attempts. */
const TIMEOUT_MS = 5_000;

/** An account, as far as anything here depends on it. Instants in milliseconds since the epoch. */
export interface Account {
  readonly isDisabled: boolean;
  /** Whether it has the custom claim `admin` now, whatever tokens say that were made before. */
  readonly isAdmin: boolean;
  /** Sign-ins before this instant were revoked. */
  readonly validSince: number;
  /** When it was created, by whole seconds, as Auth tells it. Null where it does not. */
  readonly createdAt: number | null;
  /** When it last signed in or had its ID token renewed: an app in use does so every hour. Null: never. */
  readonly usedAt: number | null;
}

/**
 * Looks accounts up, as Auth has them now; who is missing from the answer has none.
 *
 * @param uids at most 100
 * @param tenant of Identity Platform that they belong to, where there are tenants
 */
export type AccountsOf = (
  uids: readonly string[],
  context: LogContext,
  tenant?: string,
) => Promise<ReadonlyMap<string, Account>>;

const inTime = timeout(TIMEOUT_MS, TimeoutStrategy.Aggressive);

const auth = newBreaker('auth', {
  isTransient: (error) => codeOf(error) !== 'auth/invalid-uid',
  now: () => clock.now(),
  codeOf,
  maxRetries: 0, // the SDK retries by itself
});

/**
 * Looks accounts up in Auth, as they are now; who is missing from the answer has none. One request.
 *
 * @param uids at most 100, which is the most that Auth looks up at once
 * @param tenant of Identity Platform that they belong to, where there are tenants
 * @throws when Auth gave no answer in 5 s, or CircuitOpenError
 */
export async function accountsOf(
  uids: readonly string[],
  context: LogContext,
  tenant?: string,
): Promise<Map<string, Account>> {
  const { getAuth } = await import('firebase-admin/auth');
  const project = getAuth(appForAdmin());
  const accounts = tenant === undefined ? project : project.tenantManager().authForTenant(tenant);
  const ids = uids.map((uid) => ({ uid }));
  const { users } = await auth.call(() => inTime.execute(() => accounts.getUsers(ids)), context);
  return new Map(users.map((user) => [user.uid, accountOf(user)]));
}

function accountOf({
  disabled,
  customClaims,
  tokensValidAfterTime,
  metadata,
}: UserRecord): Account {
  const { creationTime, lastSignInTime, lastRefreshTime } = metadata;
  const used = [lastSignInTime, lastRefreshTime].flatMap((time) => (time ? Date.parse(time) : []));
  return {
    isDisabled: disabled,
    isAdmin: customClaims?.['admin'] === true,
    validSince: tokensValidAfterTime === undefined ? 0 : Date.parse(tokensValidAfterTime),
    createdAt: creationTime ? Date.parse(creationTime) : null,
    usedAt: used.length > 0 ? Math.max(...used) : null,
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
