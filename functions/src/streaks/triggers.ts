import { callable } from '../platform/callable';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { outagesInForce } from '../outages/inForce';
import type { OutageList } from '../outages/outage';
import { program } from '../program';
import { explainStreakContract, getStreakContract, setTimeZoneContract } from './contract';
import { explainStreak as explain } from './explainStreak';
import { getStreak as get } from './getStreak';
import { setTimeZone as set } from './setTimeZone';

const deps = (outages: OutageList) => ({
  db: database(),
  program,
  now: () => clock.now(),
  outages,
});

/** `getStreak`, see docs/api.md. */
export const getStreak = callable(getStreakContract, (caller) =>
  outagesInForce.use((outages) => get(deps(outages), caller)),
);

/** `explainStreak`, see docs/api.md. */
export const explainStreak = callable(explainStreakContract, (caller, request) =>
  outagesInForce.use((outages) => explain(deps(outages), caller, request)),
);

/** `setTimeZone`, see docs/api.md. */
export const setTimeZone = callable(setTimeZoneContract, (caller, request) =>
  outagesInForce.use((outages) => set(deps(outages), caller, request)),
);
