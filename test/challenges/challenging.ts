import fc from 'fast-check';
import type { Challenge } from '../../functions/src/engine/challenges';
import { daysLater } from '../reference/calendar';
import type { JoinedChallenge } from '../reference/challenges';
import { DAY, HOUR } from '../shared/wallClock';
import type { Life } from '../streaks/histories';
import { type Person, person } from '../streaks/person';

const goal = fc.oneof(
  fc.record({ kind: fc.constant('active-days' as const), target: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('every-day' as const), target: fc.integer({ min: 1, max: 15 }) }),
  fc.record({ kind: fc.constant('activities' as const), target: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ kind: fc.constant('xp' as const), target: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ kind: fc.constant('run' as const), target: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('categories' as const), target: fc.integer({ min: 1, max: 4 }) }),
);

/** Challenges in a life, each joined before, in or after its window. */
export function challengesIn(life: Life, count: number): fc.Arbitrary<JoinedChallenge[]> {
  const start = Math.min(life.until, ...life.deliveries.map(({ occurredAt }) => occurredAt));
  const span = Math.max(DAY, life.until - start);
  const given = Object.entries(life.program.badges)
    .filter(([, { rule }]) => rule.kind === 'reward')
    .map(([badge]) => ({ badge }));
  const reward = fc
    .record({
      xp: fc.oneof(fc.constant(0), fc.nat(600)),
      freezes: fc.nat(2),
      badge: fc.constantFrom({}, ...given),
    })
    .map(({ badge, ...rest }) => ({ ...rest, ...badge }));
  const challenge = fc
    .record({
      goal,
      reward,
      isFixed: fc.boolean(),
      opensAfter: fc.nat(span),
      lasts: fc.oneof(fc.nat(14 * DAY), fc.nat(3 * HOUR)),
      joinedAfter: fc.nat(span),
    })
    .map(({ goal: what, reward: prize, isFixed, opensAfter, lasts, joinedAfter }) => {
      const from = start + opensAfter;
      const first = new Date(from).toISOString().slice(0, 10);
      const window: Challenge['window'] = isFixed
        ? { kind: 'instants', from, to: from + lasts + 1 }
        : { kind: 'days', first, last: daysLater(first, Math.floor(lasts / DAY)) };
      const joinedAt = notOverDelivery(start + joinedAfter, life);
      return { title: 'A challenge', goal: what, window, reward: prize, joinedAt };
    });
  return fc
    .array(challenge, { minLength: 1, maxLength: count })
    .map((all) => all.map((each, index) => ({ ...each, id: `challenge-${index}` })));
}

/** Lives a life, without winning runs back, and joins challenges in it. */
export function liveChallenged(life: Life, challenges: readonly JoinedChallenge[]): Person {
  const someone = person(life.home, life.program);
  const steps = [
    ...life.moves.map(({ at, zone }) => ({ at, act: () => void someone.move(at, zone) })),
    ...life.announced.map((said) => ({ at: said.at, act: () => void someone.announce(said) })),
    ...challenges.map(({ id, joinedAt, ...challenge }) => ({
      at: joinedAt,
      act: () => void someone.join(joinedAt, id, challenge),
    })),
    ...life.deliveries.map((delivery) => ({
      at: delivery.deliveredAt,
      act: () => void someone.log(delivery.occurredAt, delivery),
    })),
    ...life.settledAt.map((at) => ({ at, act: () => void someone.settle(at) })),
  ];
  for (const { act } of steps.sort((a, b) => a.at - b.at)) act();
  return someone;
}

/** Challenges of a life as they are joined in another, whose activities arrive at other times. */
export function joinedIn(life: Life, challenges: readonly JoinedChallenge[]): JoinedChallenge[] {
  return challenges.map((each) => ({ ...each, joinedAt: notOverDelivery(each.joinedAt, life) }));
}

/** Nobody is told of an activity before it is done, so none is delivered ahead over a joining. */
function notOverDelivery(joinedAt: number, { deliveries }: Pick<Life, 'deliveries'>): number {
  let at = joinedAt;
  for (const { occurredAt, deliveredAt } of [...deliveries].sort(
    (a, b) => b.deliveredAt - a.deliveredAt,
  )) {
    if (deliveredAt < at && at <= occurredAt) at = deliveredAt;
  }
  return at;
}
