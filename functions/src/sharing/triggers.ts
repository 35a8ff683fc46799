import { projectID } from 'firebase-functions/params';
import { appUrl, shareBase } from '../config';
import { outagesInForce } from '../outages/inForce';
import { callable } from '../platform/callable';
import { seen } from '../retention/markSeen';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { page } from '../platform/page';
import { renderPngOnce } from '../platform/renderPng';
import { program } from '../program';
import { loadLedger } from '../streaks/store';
import {
  createShareContract,
  listSharesContract,
  revokeShareContract,
  trackShareContract,
} from './contract';
import { createShare as create } from './createShare';
import { newShareId } from './documents';
import { listShares as list } from './listShares';
import { revokeShare as revoke } from './revokeShare';
import { showShare } from './showShare';
import { trackShare as track } from './trackShare';

const deps = () => ({
  db: database(),
  now: () => clock.now(),
  random: Math.random,
  base: shareBase(projectID.value()),
});

/** `createShare`, see docs/api.md. */
export const createShare = callable(
  createShareContract,
  seen((caller, request) =>
    outagesInForce.use((outages) =>
      create(
        {
          ...deps(),
          program,
          outages,
          newId: newShareId,
          ledgerOf: (uid, from, to) => loadLedger(database(), uid, from, to),
        },
        caller,
        request,
      ),
    ),
  ),
);

/** `listShares`, see docs/api.md. */
export const listShares = callable(listSharesContract, (caller, request) =>
  list(deps(), caller, request),
);

/** `revokeShare`, see docs/api.md. */
export const revokeShare = callable(
  revokeShareContract,
  seen((caller, request) => revoke(deps(), caller, request)),
);

/** `trackShare`, see docs/api.md. */
export const trackShare = callable(
  trackShareContract,
  seen((caller, request) => track(deps(), caller, request)),
);

/** The pages and images of cards, behind Hosting at `/s/…`. */
export const share = page('share', {}, async (request, response, correlationId) => {
  const { status, headers, body } = await showShare(
    { ...deps(), render: renderPngOnce, appUrl: appUrl.value() },
    {
      path: request.path,
      hasQuery: request.originalUrl.includes('?'),
      method: request.method,
      userAgent: request.get('user-agent'),
      ifNoneMatch: request.get('if-none-match'),
      correlationId,
    },
  );
  response.status(status).set(headers).send(body);
});
