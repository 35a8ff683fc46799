import { DEMO_PASSWORD } from '../../../local/suite/seed/demoUser';
import { demoUsers } from '../../../local/suite/seed/demoUsers';
import type { DemoAccount } from '../elements/index';

/** The accounts to pick on the local suite's page. */
export const demoAccounts: readonly DemoAccount[] = demoUsers.map(({ name, email, story }) => ({
  ...{ name, email, story },
  password: DEMO_PASSWORD,
}));
