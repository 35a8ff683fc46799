import { accountDeleted } from '../../../local/host/index';
import { Refused, call } from '../device';
import { between } from '../dice';
import { sleep, sleepUntil } from '../virtualTime';
import type { Action, Person, World } from '../world';
import { logAtOnce } from './logActivities';

const MINUTE_MS = 60_000;

/** More cards than anyone may make at once. */
const CARDS = 25;

/**
 * In some worlds somebody comes who shows who they are, shares cards as if there were no limit, and leaves: has
 * their data deleted, or their account. What is stored of them from then on is noted by `observe`.
 */
export const leaving: Action = async (world) => {
  const { dice, start, end, history } = world;
  if (dice('leaves us') > 0.2) return;
  const uid = 'leaver';
  history.leavers.add(uid);
  const person: Person = { uid, stays: [{ from: start, zone: 'Europe/Berlin' }] };
  await sleepUntil(start + dice('comes') * (end - start) * 0.7);
  const device = { token: `token-of-${uid}-on-a-device`, platform: 'ios' };
  await call(world, { name: 'registerDevice', key: uid, uid, data: device });
  for (let n = 0; n < between(2, 5, dice('stays for')); n += 1) {
    await logAtOnce(world, person, `stay${n}`, 0);
    await sleep(dice('rests', n) * 30 * 60 * MINUTE_MS);
  }
  const displayName = 'Lea';
  await call(world, { name: 'setLeaderboardProfile', key: uid, uid, data: { displayName } });
  if (dice('shares') < 0.3) await share(world, uid);
  await call(world, { name: 'getInsights', key: uid, uid, data: {} });
  leave(world, uid);
};

/** Each card is one request; what is over the limit is refused. */
async function share(world: World, uid: string): Promise<void> {
  for (let n = 0; n < CARDS; n += 1) {
    const data = { requestId: `card${n}`, fields: ['streak'] };
    const its = { name: 'createShare', key: `card${n}`, uid, data, mayBeTooMuch: true } as const;
    try {
      await call(world, its);
    } catch (error) {
      if (!(error instanceof Refused) || error.reason !== 'too-many-calls') throw error;
    }
  }
  await sleep(60 * MINUTE_MS);
}

/** An erasure is dozens of calls, of which each must get through: it may last until all works again. */
function leave(world: World, uid: string): void {
  const { dice, history } = world;
  if (dice('leaves by account') < 0.5) {
    history.leaving.add(uid);
    call(world, { name: 'deleteMyData', key: uid, uid, data: {} }).then(
      () => history.leaving.delete(uid),
      (error: unknown) => history.wrong.push(`${uid} may not leave: ${String(error)}`),
    );
    return;
  }
  history.accountsDeleted.add(uid);
  const event = { ...accountDeleted('chaos', uid, new Date()), id: 'account-of-leaver' };
  world.cloud.deliver({
    ...{ operation: 'onAccountDeleted', key: uid },
    run: async ({ onAccountDeleted }) => {
      await onAccountDeleted(event);
    },
  });
}
