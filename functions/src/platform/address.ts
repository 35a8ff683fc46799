import { appForAdmin } from './adminApp';

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
