import { onDocumentWritten } from 'firebase-functions/firestore';
import { Timestamp } from 'firebase-admin/firestore';
import { calendarCache, redisUrl, vpcConnector } from '../config';
import { outagesInForce } from '../outages/inForce';
import { callable } from '../platform/callable';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { log } from '../platform/log';
import { type Redis, openRedis } from '../platform/redis';
import { reported } from '../platform/reported';
import { program } from '../program';
import { scaled } from '../scaling';
import { singleFlight } from '../shared/singleFlight';
import type { CalendarCache } from './calendarCache';
import { getCalendarContract } from './contract';
import type { SealedMonths } from './deps';
import { firestoreCache } from './firestoreCache';
import { getCalendar as get } from './getCalendar';
import { invalidateMonth } from './invalidateMonth';
import { redisCache } from './redisCache';

const now = () => clock.now();
const flight = singleFlight<SealedMonths>();

let redis: Promise<Redis> | undefined;

function cache(): CalendarCache {
  if (calendarCache.value() !== 'redis') return firestoreCache(database(), now);
  return redisCache(() => (redis ??= openRedis(redisUrl.value())));
}

/** `getCalendar`, see docs/api.md. */
export const getCalendar = callable(
  getCalendarContract,
  (caller, request) =>
    outagesInForce.use((outages) =>
      get({ db: database(), program, now, outages, cache: cache(), flight }, caller, request),
    ),
  { vpcConnector },
);

/** Drops cached months whose sealed days have changed. */
export const onLedgerWritten = onDocumentWritten(
  {
    document: 'users/{uid}/months/{month}',
    ...scaled('onLedgerWritten'),
    retry: true,
    vpcConnector,
  },
  reported(
    'onLedgerWritten',
    ({ id }) => id,
    async ({ data, params, id, time }) => {
      const { uid, month } = params;
      const at = data?.after.updateTime ?? Timestamp.fromMillis(Date.parse(time) + 1);
      const change = { uid, month, before: data?.before.data(), after: data?.after.data(), at };
      if (!(await invalidateMonth({ cache: cache(), now }, change))) return;
      const context = { operation: 'onLedgerWritten', correlationId: id, userId: uid };
      log.info('calendar_dropped', context, { month });
    },
  ),
);
