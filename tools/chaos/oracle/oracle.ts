import type { Firestore } from 'firebase-admin/firestore';
import { program } from '../../../functions/src/program';
import type { StreakView } from '../../../functions/src/streaks/wire';
import { journeyOf } from '../../../test/reference/journey';
import { referenceStreak } from '../../../test/reference/reference';
import { call } from '../device';
import type { World } from '../world';
import { activitiesCountOnce } from './activitiesCountOnce';
import { challengesAreRight, placesAreRight } from './challengesAreRight';
import { challengesEnd } from './challengesEnd';
import { eventsAreRight } from './eventsAreRight';
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

/** What is wrong at the end of a world, judged by a second implementation of the rules. */
export async function judge(world: World, db: Firestore): Promise<string[]> {
  const wrong = [...world.history.wrong];
  for (const uid of new Set(world.history.moves.map((move) => move.uid))) {
    const about = await caseOf(world, db, uid);
    for (const check of checks) wrong.push(...(await check(about)));
  }
  for (const check of [lettersAreRight, placesAreRight, challengesEnd]) {
    wrong.push(...(await check(world, db)));
  }
  const audit = await world.cloud.call('auditStreaks', 'audit', {}, () =>
    world.functions.auditStreaks(),
  );
  if (audit.drifted > 0) wrong.push(`the audit finds that ${audit.drifted} have drifted`);
  return wrong;
}

async function caseOf(world: World, db: Firestore, uid: string): Promise<Case> {
  const { moves: all, logged, outages, said, recoveries, challenges, parts } = world.history;
  const [first, ...moves] = all.filter((move) => move.uid === uid);
  const home = first?.zone ?? 'Etc/UTC';
  const expected = referenceStreak({
    program,
    home,
    moves,
    activities: [...logged.values()].filter(
      (activity) => activity.uid === uid && activity.written > 0,
    ),
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
  const stays = journeyOf(home, moves, program.dayStartHour);
  return { world, db, uid, expected, stays, streak: streak as StreakView };
}
