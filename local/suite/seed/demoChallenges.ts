import { createChallengeContract } from '../../../functions/src/contracts/challenges';
import { addDays } from '../../../functions/src/engine/days';
import type { App } from '../../../functions/src/functions';
import type { Caller } from '../../../functions/src/platform/request';
import { noStream } from '../../../tools/ports';

const operator: Caller = { uid: 'demo-operator', correlationId: 'seed' };

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

/**
 * Creates the demo challenges, for a demo that ends at `until` (milliseconds since the epoch).
 *
 * @param app by a clock some days before
 */
export async function createDemoChallenges(app: App, until: number): Promise<void> {
  const today = new Date(until).toISOString().slice(0, 10);
  for (const challenge of challengesAround(today)) {
    const request = createChallengeContract.request.parse(challenge);
    await app.createChallenge(operator, request, noStream);
  }
}

/** Has a user join the challenges that have begun, by the clock of the app. */
export async function joinDemoChallenges(app: App, caller: Caller): Promise<void> {
  for (const challengeId of ['study-sprint', 'all-rounder']) {
    await app.joinChallenge(caller, { challengeId }, noStream);
  }
}
