import type { CreateChallengeRequest } from '../../contracts/challenges';
import type { ChallengeView } from '../../contracts/views';
import type { StoredChallenge } from '../../documents/challenge';
import type { Goal, Window } from '../../engine/challenges';
import { daysIn, isNameable, windowAfter } from '../../engine/challengeSeries';
import { scheduleOf } from '../../engine/challengeWindows';
import { DAY_MS, daysBetween } from '../../engine/days';
import { categoriesOf, type Program } from '../../engine/program';
import { Refusal } from '../../engine/refusal';

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

const MAX_DAYS = 366;

/**
 * A challenge as an administrator describes it.
 *
 * @param createdAt milliseconds since the epoch
 * @throws Refusal `malformed-challenge`
 */
export function newChallenge(
  { challengeId: series, reward, ...request }: CreateChallengeRequest,
  createdAt: number,
  program: Program,
): StoredChallenge {
  const window = readWindow(request.window);
  const length = lengthInDays(window);
  if (length <= 0) throw malformed('The window must end after it starts.');
  if (length > MAX_DAYS) throw malformed(`The window must be at most ${MAX_DAYS} days long.`);
  const { repeats } = request;
  if (repeats && !isNameable(window, repeats.every, repeats.times - 1)) {
    throw malformed('The last repeat must end in 2999 at the latest. Let it repeat fewer times.');
  }
  const { badge } = reward;
  if (badge !== null && !isReward(badge, program)) {
    throw malformed('The badge must be one of the program whose rule is `reward`.');
  }
  const challenge = {
    title: request.title,
    description: request.description,
    goal: readGoal(request.goal, windowsOf(window, repeats), program),
    reward: { xp: reward.xp, freezes: reward.freezes, ...(badge !== null && { badge }) },
    capacity: request.capacity,
    series,
    repeats: request.repeats,
    firstWindow: window,
    createdAt,
  };
  const created = nthOf(challenge, 1, program);
  if (created.endsAt <= createdAt) throw malformed('The window must not be over yet.');
  return created;
}

/** Whether a text, which may be any, names a badge that is given as a reward. */
function isReward(text: string, { badges }: Program): boolean {
  return Object.hasOwn(badges, text) && badges[text]?.rule.kind === 'reward';
}

/** What all challenges of a series have in common. */
type Series = Omit<
  StoredChallenge,
  'number' | 'window' | 'opensAt' | 'endsAt' | 'closesAt' | 'repeatAt' | 'state' | 'totals'
>;

/** A challenge of a series, by its number. */
export function nthOf(series: Series, number: number, program: Program): StoredChallenge {
  const { repeats, firstWindow } = series;
  const window = repeats ? windowAfter(firstWindow, repeats.every, number - 1) : firstWindow;
  const schedule = scheduleOf(window, program.dayStartHour);
  const isLast = number >= (repeats?.times ?? 1);
  return {
    ...series,
    goal: goalIn(series.goal, window, program),
    number,
    window,
    ...schedule,
    repeatAt: isLast ? null : schedule.opensAt,
    state: 'open',
    totals: null,
  };
}

function readWindow(window: CreateChallengeRequest['window']): Window {
  if (window.kind === 'days') return window;
  return { kind: 'instants', from: Date.parse(window.from), to: Date.parse(window.to) };
}

function lengthInDays(window: Window): number {
  if (window.kind === 'days') return daysBetween(window.first, window.last) + 1;
  return (window.to - window.from) / DAY_MS;
}

/** Every window of a series, in order. */
function windowsOf(first: Window, repeats: StoredChallenge['repeats']): Window[] {
  if (!repeats) return [first];
  return Array.from({ length: repeats.times }, (_, n) => windowAfter(first, repeats.every, n));
}

/**
 * What a series asks for, which each of its windows can give.
 *
 * @throws Refusal `malformed-challenge`
 */
function readGoal(
  { kind, target }: CreateChallengeRequest['goal'],
  windows: readonly Window[],
  program: Program,
): Goal {
  if (kind === 'every-day') {
    if (target !== undefined) throw malformed('`every-day` has no target: it asks for all days.');
    if (windows.some((window) => window.kind !== 'days')) {
      throw malformed('`every-day` needs a window of days.');
    }
  }
  const most = Math.min(...windows.map((window) => mostIn(window, kind, program)));
  const wanted = target ?? (kind === 'categories' || kind === 'every-day' ? most : undefined);
  if (wanted === undefined) throw malformed('Say the target of the goal.');
  if (wanted > most) {
    throw malformed(`The target can be at most ${most}, which each window of the challenge has.`);
  }
  return { kind, target: wanted };
}

/** The goal of a window: all of its days, or what they can reach of what its series asks for. */
function goalIn({ kind, target }: Goal, window: Window, program: Program): Goal {
  const most = mostIn(window, kind, program);
  return { kind, target: kind === 'every-day' ? most : Math.min(target, most) };
}

/** The most that can be reached in a window by whoever is there from the first day. */
function mostIn(window: Window, kind: Goal['kind'], program: Program): number {
  switch (kind) {
    case 'active-days':
    case 'every-day':
    case 'run':
      return daysIn(window);
    case 'categories':
      return categoriesOf(program).length;
    case 'activities':
    case 'xp':
      return Infinity;
  }
}

function malformed(message: string): Refusal {
  return new Refusal('malformed-challenge', message);
}
