import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { cachedOutages } from './cachedOutages';
import { loadOutages } from './store';

/** The outages in force; one list for all functions of an instance. */
export const outagesInForce = cachedOutages(
  () => loadOutages(database()),
  () => clock.now(),
);
