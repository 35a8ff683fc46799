import { daysBetween } from '../shared/day';
import { FirestreakError } from '../shared/errors';
import { type Program, categoriesOf } from '../shared/programSchema';
import type { Goal, Window } from './challenge';
import type { CreateChallengeRequest } from './contract';
import { isNameable, scheduleOf, windowAfter } from './schedule';
import type { StoredChallenge } from './stored';

const MAX_DAYS = 366;
const DAY_MS = 86_400_000;

/**
 * A challenge as an administrator describes it.
 *
 * @param createdAt milliseconds since the epoch
 * @throws FirestreakError `malformed-challenge`
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
    goal: readGoal(request.goal, window.kind === 'days' ? length : Math.ceil(length) + 1, program),
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

/** @param days streak days that the window may touch */
function readGoal(
  { kind, target }: CreateChallengeRequest['goal'],
  days: number,
  program: Program,
): Goal {
  const categories = categoriesOf(program).length;
  const wanted = target ?? (kind === 'categories' ? categories : undefined);
  if (wanted === undefined) throw malformed('Say the target of the goal.');
  const limits: Partial<Record<Goal['kind'], number>> = {
    'active-days': days,
    run: days,
    categories,
  };
  const most = limits[kind] ?? Infinity;
  if (wanted > most) throw malformed(`The target can be at most ${most}.`);
  return { kind, target: wanted };
}

function malformed(message: string): FirestreakError {
  return new FirestreakError('malformed-challenge', message);
}
