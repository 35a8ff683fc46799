import { callable } from '../platform/callable';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { program } from '../program';
import { explainStreakContract, getStreakContract, setTimeZoneContract } from './contract';
import { explainStreak as explain } from './explainStreak';
import { getStreak as get } from './getStreak';
import { setTimeZone as set } from './setTimeZone';

const deps = () => ({ db: database(), program, now: () => clock.now() });

/** `getStreak`, see docs/api.md. */
export const getStreak = callable(getStreakContract, (caller) => get(deps(), caller));

/** `explainStreak`, see docs/api.md. */
export const explainStreak = callable(explainStreakContract, (caller, request) =>
  explain(deps(), caller, request),
);

/** `setTimeZone`, see docs/api.md. */
export const setTimeZone = callable(setTimeZoneContract, (caller, request) =>
  set(deps(), caller, request),
);
