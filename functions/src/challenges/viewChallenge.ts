import type { Program } from '../shared/programSchema';
import type { Challenge, Window } from './challenge';
import type { Enrolment } from './enrolment';
import type { StoredChallenge } from './stored';
import type { ChallengeView, PartView } from './wire';

const isoInstant = (milliseconds: number) => new Date(milliseconds).toISOString();

/** A challenge as clients see it. */
export function viewChallenge(
  challengeId: string,
  challenge: StoredChallenge,
  participants: number,
  { badges }: Pick<Program, 'badges'>,
): ChallengeView {
  const { title, description, goal, window, capacity, repeats, endsAt } = challenge;
  const { xp, freezes, badge } = challenge.reward;
  return {
    challengeId,
    title,
    description,
    goal,
    window: viewWindow(window),
    reward: {
      xp,
      freezes,
      badge: badge === undefined ? null : { id: badge, name: badges[badge]?.name ?? badge },
    },
    capacity,
    participants,
    repeats: repeats?.every ?? null,
    joinableUntil: isoInstant(endsAt),
  };
}

function viewWindow(window: Window): ChallengeView['window'] {
  if (window.kind === 'days') return window;
  return { kind: 'instants', from: isoInstant(window.from), to: isoInstant(window.to) };
}

/** A user's part as clients see it. */
export function viewPart(
  challengeId: string,
  { title, goal }: Pick<Challenge, 'title' | 'goal'>,
  { value, completedOn }: Pick<Enrolment, 'value' | 'completedOn'>,
): PartView {
  return { challengeId, title, kind: goal.kind, value, target: goal.target, completedOn };
}
