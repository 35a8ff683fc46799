import { program } from '../../../functions/src/program';
import { DEMO_PASSWORD } from '../../../local/suite/seed/demoUser';
import { demoUsers } from '../../../local/suite/seed/demoUsers';
import type { LoggableActivity } from '../elements/streakLog';
import type { DemoAccount } from '../elements/streakSignIn';

/** What only the local suite's page offers: accounts to pick, and a button for each activity type. */
export const demo: { accounts: DemoAccount[]; activities: LoggableActivity[] } = {
  accounts: demoUsers.map(({ name, email, story }) => ({
    name,
    email,
    story,
    password: DEMO_PASSWORD,
  })),
  activities: Object.entries(program.activities).map(([type, { xp, category }]) => ({
    type,
    xp,
    category,
  })),
};
