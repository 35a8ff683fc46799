import type { Firestore } from 'firebase-admin/firestore';
import { createChallengeContract } from '../../../functions/src/challenges/contract';
import { createChallenge } from '../../../functions/src/challenges/createChallenge';
import { joinChallenge } from '../../../functions/src/challenges/joinChallenge';
import { noOutages } from '../../../functions/src/outages/outage';
import { program } from '../../../functions/src/program';
import { addDays } from '../../../functions/src/shared/day';

/** How many days ago the demo users joined: what they have done since counts. */
export const JOINED_DAYS_AGO = 4;

/** A challenge nearly done, one with a way to go, and one to join; `today` is a day anywhere. */
const challengesAround = (today: string) => [
  {
    challengeId: 'study-sprint',
    title: '7-day study sprint',
    description: 'Study on seven days in a row.',
    goal: { kind: 'run', target: 7 },
    window: { kind: 'days', first: addDays(today, -6), last: addDays(today, 10) },
    reward: { xp: 200, freezes: 1, badge: 'sprinter' },
  },
  {
    challengeId: 'all-rounder',
    title: 'All-rounder',
    description: 'Something of every category within two weeks.',
    goal: { kind: 'categories' },
    window: { kind: 'days', first: addDays(today, -6), last: addDays(today, 7) },
    reward: { xp: 150 },
    repeats: { every: 'monthly', times: 12 },
  },
  {
    challengeId: 'thousand',
    title: 'A thousand points',
    description: 'Earn 1,000 XP from now on. For the first hundred who join.',
    goal: { kind: 'xp', target: 1000 },
    window: { kind: 'days', first: today, last: addDays(today, 30) },
    capacity: 100,
    reward: { xp: 100, badge: 'challenger' },
  },
];

/** Creates the demo challenges some days before `until` (milliseconds since the epoch). */
export async function createDemoChallenges(db: Firestore, until: number): Promise<void> {
  const today = new Date(until).toISOString().slice(0, 10);
  const deps = { db, program, now: () => until - JOINED_DAYS_AGO * 86_400_000 };
  for (const challenge of challengesAround(today)) {
    await createChallenge(deps, createChallengeContract.request.parse(challenge));
  }
}

/** Has a user join the challenges that have begun, at `now` (milliseconds since the epoch). */
export async function joinDemoChallenges(db: Firestore, uid: string, now: number): Promise<void> {
  const rules = { program, outages: noOutages, placesNeedAccount: true };
  const deps = { db, ...rules, now: () => now };
  for (const challengeId of ['study-sprint', 'all-rounder']) {
    await joinChallenge(deps, { uid, correlationId: 'seed' }, { challengeId });
  }
}
