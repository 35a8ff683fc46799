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
import { singleFlight } from '../shared/singleFlight';
import { buildLeaderboards as build } from './buildLeaderboards';
import {
  getLeaderboardContract,
  rebuildLeaderboardsContract,
  setLeaderboardProfileContract,
} from './contract';
import { getLeaderboard as get } from './getLeaderboard';
import { setLeaderboardProfile as set } from './setLeaderboardProfile';
import type { BoardRecord } from './stored';

const flight = singleFlight<BoardRecord | undefined>();

const deps = () => ({ db: database(), program, now: () => clock.now() });
const withOutages = (outages: OutageList) => ({ ...deps(), outages });

/** `setLeaderboardProfile`, see docs/api.md. */
export const setLeaderboardProfile = callable(setLeaderboardProfileContract, (caller, request) =>
  outagesInForce.use((outages) => set(withOutages(outages), caller, request)),
);

/** `getLeaderboard`, see docs/api.md. */
export const getLeaderboard = callable(getLeaderboardContract, (caller, request) =>
  outagesInForce.use((outages) => get({ ...withOutages(outages), flight }, caller, request)),
);

/** `rebuildLeaderboards`, see docs/api.md. */
export const rebuildLeaderboards = callable(rebuildLeaderboardsContract, async () => ({
  published: await build(deps()),
}));

/** Publishes the boards of the day. */
export const buildLeaderboards = onSchedule(
  { ...scaled('buildLeaderboards'), schedule: '17 0 * * *', timeZone: 'Etc/UTC', retryCount: 3 },
  reported(
    'buildLeaderboards',
    ({ scheduleTime }) => scheduleTime,
    async ({ scheduleTime }) => {
      const published = await build(deps());
      const context = { operation: 'buildLeaderboards', correlationId: scheduleTime };
      log.info('leaderboards_built', context, { published });
    },
  ),
);
