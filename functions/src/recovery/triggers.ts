import { outagesInForce } from '../outages/inForce';
import { callable } from '../platform/callable';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { program } from '../program';
import { startRecoveryContract } from './contract';
import { startRecovery as start } from './startRecovery';

/** `startRecovery`, see docs/api.md. */
export const startRecovery = callable(startRecoveryContract, (caller) =>
  outagesInForce.use((outages) =>
    start({ db: database(), program, now: () => clock.now(), outages }, caller),
  ),
);
