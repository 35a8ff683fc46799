import { rateLimitsLifted } from '../config';
import { outagesInForce } from '../outages/inForce';
import { program } from '../program';
import { callable } from '../platform/callable';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { activities } from '../platform/limits/limits';
import { logActivityContract } from './contract';
import { logActivity as record } from './logActivity';

const limit = () => (rateLimitsLifted.value() ? {} : { limit: activities });

/** `logActivity`, see docs/api.md. */
export const logActivity = callable(logActivityContract, (caller, request) =>
  outagesInForce.use((outages) =>
    record(
      { db: database(), program, now: () => clock.now(), outages, ...limit() },
      caller,
      request,
    ),
  ),
);
