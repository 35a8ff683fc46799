import type { Caller } from '../platform/caller';
import { planCounted } from '../maintenance/planDue';
import { allShards, queriedTogether } from '../maintenance/planShards';
import type { PreviewRetentionResponse } from './contract';
import type { SilentDeps } from './deps';
import { findSilent } from './findSilent';
import { silenceOf } from './silence';
import { type After, countQuiet, placeOf, quietAfter } from './store';

const TIME_LIMIT_MS = 45_000;
const PAGE_SIZE = 100;

/** Users who are looked at one by one. */
const MOST_EXAMINED = 1_000;

/**
 * How many users would be erased after some days of silence. Nobody is. Counts whoever was not active
 * for so long, and looks at up to 1,000 of them one by one, a read each.
 */
export async function previewRetention(
  deps: SilentDeps,
  { correlationId }: Caller,
  { days }: { readonly days: number },
): Promise<PreviewRetentionResponse> {
  const context = { operation: 'previewRetention', correlationId };
  const store = deps.open(context, deps.now() + TIME_LIMIT_MS);
  const { since, lastActiveDay } = silenceOf(days, deps.now());
  const { due: withoutActivity } = await planCounted((shards) =>
    countQuiet(store, { shards, lastActiveDay }),
  );
  let examined = 0;
  let silent = 0;
  for (const shards of queriedTogether(allShards)) {
    let after: After | undefined;
    do {
      const room = Math.min(PAGE_SIZE, MOST_EXAMINED - examined);
      if (room === 0) break;
      const page = await quietAfter(store, { shards, lastActiveDay }, room, after);
      silent += (await findSilent(deps, page, since, context)).silent.length;
      examined += page.length;
      const last = page.at(-1);
      after = page.length === room && last ? placeOf(last) : undefined;
    } while (after);
  }
  return { silentSince: new Date(since).toISOString(), withoutActivity, examined, silent };
}
