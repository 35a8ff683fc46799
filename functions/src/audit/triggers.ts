import { onSchedule } from 'firebase-functions/scheduler';
import { outagesInForce } from '../outages/inForce';
import type { OutageList } from '../outages/outage';
import { callable } from '../platform/callable';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { log } from '../platform/log';
import { reported } from '../platform/reported';
import { program } from '../program';
import { scaled } from '../scaling';
import { adjustFreezes as adjust } from './adjustFreezes';
import { auditStreaks as audit } from './auditStreaks';
import { adjustFreezesContract, repairStreakContract } from './contract';
import type { AuditDeps } from './deps';
import { repairStreak as repair } from './repairStreak';

const deps = (outages: OutageList): AuditDeps => ({
  db: database(),
  program,
  now: () => clock.now(),
  outages,
  random: () => Math.random(),
});

/** Audits a sample every day, at a time of little maintenance. */
export const auditStreaks = onSchedule(
  {
    ...scaled('auditStreaks'),
    schedule: '30 1 * * *',
    timeZone: 'Etc/UTC',
    retryCount: 3,
    timeoutSeconds: 300,
  },
  reported(
    'auditStreaks',
    ({ scheduleTime }) => scheduleTime,
    async (event) => {
      const correlationId = event.scheduleTime;
      const { users, drifted } = await outagesInForce.use((outages) =>
        audit(deps(outages), correlationId),
      );
      log.info('streaks_audited', { operation: 'auditStreaks', correlationId }, { users, drifted });
    },
  ),
);

/** `repairStreak`, see docs/api.md. */
export const repairStreak = callable(repairStreakContract, (caller, request) =>
  outagesInForce.use((outages) => repair(deps(outages), caller, request)),
);

/** `adjustFreezes`, see docs/api.md. */
export const adjustFreezes = callable(adjustFreezesContract, (caller, request) =>
  outagesInForce.use((outages) => adjust(deps(outages), caller, request)),
);
