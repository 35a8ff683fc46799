import { callable } from '../../platform/callable';
import { seen } from '../../retention/markSeen';
import { database } from '../../platform/firestore';
import { program } from '../../program';
import { getPreferencesContract, updatePreferencesContract } from './contract';
import { getPreferences as get } from './getPreferences';
import { updatePreferences as update } from './updatePreferences';

/** `getPreferences`, see docs/api.md. */
export const getPreferences = callable(getPreferencesContract, (caller) =>
  get({ db: database() }, caller),
);

/** `updatePreferences`, see docs/api.md. */
export const updatePreferences = callable(
  updatePreferencesContract,
  seen((caller, patch) => update({ db: database(), program }, caller, patch)),
);
