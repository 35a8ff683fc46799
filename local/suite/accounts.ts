import { type DataDirectory, readIfThere, writeWhole } from './dataDirectory';
import { DEMO_PASSWORD } from './seed/demoUser';
import { demoUsers } from './seed/demoUsers';

/** An account as the Auth emulator takes and gives it. */
export type Account = Readonly<Record<string, unknown>>;

/** The accounts of the demo users. */
export function demoAccounts(now: number): Account[] {
  return demoUsers.map(({ uid, email, name, admin }) => ({
    localId: uid,
    email,
    emailVerified: true,
    displayName: name,
    salt: 'firestreak',
    passwordHash: `fakeHash:salt=firestreak:password=${DEMO_PASSWORD}`,
    providerUserInfo: [{ providerId: 'password', email, federatedId: email, rawId: email }],
    createdAt: String(now),
    ...(admin && { customAttributes: JSON.stringify({ admin }) }),
  }));
}

/** The accounts of a project in an Auth emulator. */
export class Accounts {
  private readonly url: string;

  constructor(
    authPort: number,
    projectId: string,
    private readonly directory: DataDirectory,
  ) {
    const service = `http://127.0.0.1:${authPort}/identitytoolkit.googleapis.com/v1`;
    this.url = `${service}/projects/${projectId}/accounts`;
  }

  /** Makes the accounts that were kept known to the emulator. */
  async load(): Promise<void> {
    const users = JSON.parse(readIfThere(this.directory.accounts) ?? '[]') as Account[];
    await this.request(':batchCreate', { method: 'POST', body: JSON.stringify({ users }) });
  }

  /** Keeps the accounts that the emulator knows. */
  async save(): Promise<void> {
    const { users = [] } = (await this.request(':batchGet?maxResults=-1', {})) as {
      users?: Account[];
    };
    const text = JSON.stringify(users);
    if (text !== readIfThere(this.directory.accounts)) writeWhole(this.directory.accounts, text);
  }

  private async request(path: string, init: RequestInit): Promise<unknown> {
    const headers = { authorization: 'Bearer owner', 'content-type': 'application/json' };
    const response = await fetch(`${this.url}${path}`, { ...init, headers });
    if (!response.ok) throw new Error(`The Auth emulator refused: ${await response.text()}`);
    return response.json();
  }
}
