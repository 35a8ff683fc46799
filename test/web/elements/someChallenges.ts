import type { ResponseOf } from '../../../client/src';

type Challenge = ResponseOf<'listChallenges'>['challenges'][number];
type Standing = ResponseOf<'followChallenge'>;

const sprint: Challenge = {
  challengeId: 'sprint',
  title: '7-day study sprint',
  description: 'Study on seven days in a row.',
  goal: { kind: 'run', target: 7 },
  window: { kind: 'days', first: '2026-11-20', last: '2026-12-04' },
  reward: { xp: 200, freezes: 1, badge: { id: 'sprinter', name: 'Sprinter' } },
  capacity: null,
  participants: 12,
  repeats: null,
  joinableUntil: '2026-12-04T22:15:00.000Z',
  state: 'running',
  part: null,
  accountRequired: false,
};

const thousand: Challenge = {
  ...sprint,
  challengeId: 'thousand',
  title: 'A thousand points',
  description: '',
  goal: { kind: 'xp', target: 1000 },
  window: { kind: 'instants', from: '2026-11-25T12:00:00.000Z', to: '2026-12-01T12:00:00.000Z' },
  reward: { xp: 100, freezes: 0, badge: null },
  capacity: 100,
  participants: 99,
  state: 'upcoming',
};

const full: Challenge = { ...thousand, challengeId: 'full', title: 'Ten places', capacity: 99 };

/** One with a free place that is not for somebody without an account. */
export const forAccounts: Challenge = { ...thousand, accountRequired: true };

/** Challenges of which those were joined. */
export function someChallenges(joined: readonly string[] = []): Challenge[] {
  return [sprint, thousand, full].map((challenge) =>
    joined.includes(challenge.challengeId)
      ? { ...challenge, part: someStanding(challenge.challengeId, 3).part }
      : challenge,
  );
}

/** How somebody stands who has reached so much of seven. */
export function someStanding(challengeId: string, value: number): Standing {
  const completedOn = value === 7 ? '2026-11-24' : null;
  return {
    part: { challengeId, title: sprint.title, kind: 'run', value, target: 7, completedOn },
    participants: 12,
    rank: 2,
    standing: [
      { rank: 1, displayName: 'Person 1', value: 6, completedOn: null, isCaller: false },
      { rank: 2, displayName: 'Ada', value, completedOn, isCaller: true },
    ],
  };
}
