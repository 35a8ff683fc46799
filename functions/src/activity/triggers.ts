import { program } from '../program';
import { callable } from '../platform/callable';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { logActivityContract } from './contract';
import { logActivity as record } from './logActivity';

/** `logActivity`, see docs/api.md. */
export const logActivity = callable(logActivityContract, (caller, request) =>
  record({ db: database(), program, now: () => clock.now() }, caller, request),
);
