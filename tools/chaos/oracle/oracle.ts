import type { Firestore } from 'firebase-admin/firestore';
import { createApp } from '../../../functions/src/app';
import { program } from '../../../functions/src/program';
import type { StreakView } from '../../../functions/src/engine/streakView';
import { referenceStreak } from '../../../test/reference/reference';
import { here } from '../cloud/invocation';
import { call } from '../device';
import type { World } from '../world';
import { activitiesCountOnce } from './activitiesCountOnce';
import { challengesAreRight, placesAreRight } from './challengesAreRight';
import { challengesEnd } from './challengesEnd';
import { deedsAreRecorded } from './deedsAreRecorded';
import { eventsAreRight } from './eventsAreRight';
import { leaversAreGone } from './leaversAreGone';
import { lettersAreRight } from './lettersAreRight';
import { messagesAreRight } from './messagesAreRight';
import { streakIsRight } from './streakIsRight';
import type { Case, Check } from './verdict';

const checks: readonly Check[] = [
  streakIsRight,
  activitiesCountOnce,
  eventsAreRight,
  challengesAreRight,
  messagesAreRight,
];

/** Of what the oracle asks. */
const context = { operation: 'auditStreaks', correlationId: 'chaos-audit' };

/** What is wrong at the end of a world, judged by a second implementation of the rules. */
export async function judge(world: World, db: Firestore): Promise<string[]> {
  const wrong = [...world.history.wrong];
  const { moves, logged } = world.history;
  for (const uid of new Set([...moves, ...logged.values()].map((each) => each.uid))) {
    if (world.history.leavers.has(uid)) continue;
    const about = await caseOf(world, db, uid);
    for (const check of checks) wrong.push(...(await check(about)));
  }
  for (const check of [
    lettersAreRight,
    placesAreRight,
    challengesEnd,
    deedsAreRecorded,
    leaversAreGone,
  ]) {
    wrong.push(...(await check(world, db)));
  }
  const audit = await world.cloud.call('auditStreaks', 'audit', {}, () =>
    createApp(here().instance.ports).auditStreaks(new Date(), context),
  );
  const { drifted } = audit as { readonly drifted: number };
  if (drifted > 0) wrong.push(`the audit finds that ${drifted} have drifted`);
  return wrong;
}

async function caseOf(world: World, db: Firestore, uid: string): Promise<Case> {
  const { moves: all, logged, outages, said, recoveries, challenges, parts } = world.history;
  const past = {
    program,
    moves: all.filter((move) => move.uid === uid),
    activities: [...logged.values()].filter(
      (activity) => activity.uid === uid && activity.written > 0,
    ),
  };
  const expected = referenceStreak({
    ...past,
    outages: [...outages.values()].filter(({ isInForce }) => isInForce),
    announced: said.filter((announced) => announced.uid === uid),
    recoveries: recoveries.filter((recovery) => recovery.uid === uid),
    challenges: [...parts.values()].flatMap(({ uid: whose, id, joinedAt }) => {
      const challenge = challenges.get(id);
      return whose === uid && challenge ? [{ ...challenge, id, joinedAt }] : [];
    }),
    until: Date.now(),
  });
  const streak = await call(world, { name: 'getStreak', key: `judge ${uid}`, uid, data: {} });
  return { world, db, uid, expected, past, streak: streak as StreakView };
}
