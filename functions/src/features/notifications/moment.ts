import { addDays, type Day, daysBetween, isoWeekStart } from '../../engine/days';
import { isActive } from '../../engine/dayRecord';
import { causes } from '../../engine/events';
import type { Program } from '../../engine/program';
import type { Settled } from '../../engine/settle';
import { segmentAt } from '../../engine/timeline';
import { streakDayAt } from '../../engine/zones';
import type { Catalogue, Language } from '../../languages/catalogues';
import type { MomentVariable } from '../../languages/momentVariables';
import type { Fill } from '../../platform/template';
import type { Message } from './message';

/** How a user's streak stands when they are told of something. Instants in milliseconds since the epoch. */
export interface Moment {
  readonly today: Day;
  readonly zone: string;
  /** Active days of the run. */
  readonly current: number;
  readonly freezes: number;
  /** When something is lost unless the user does something; null: never. */
  readonly lossAt: number | null;
  /** Activities that keep the run: two where the zone in force shows a later day, which counts first. */
  readonly toKeep: number;
  /** The run that may be won back: `needed` are the activities that are left to do. */
  readonly offer: {
    readonly day: Day;
    readonly needed: number;
    readonly isAccepted: boolean;
    readonly until: number;
  } | null;
  /** By what the weekly bonus multiplies XP. */
  readonly factor: number;
  /** How far the user has come in challenges, by id. */
  readonly done: Readonly<Record<string, number>>;
  /** Names of badges, by id. */
  readonly badges: Readonly<Record<string, string>>;
}

/** A streak at `now` (milliseconds since the epoch), as far as messages tell of it. */
export function momentOf(settled: Settled, now: number, { weeklyBonus, badges }: Program): Moment {
  const { today, state, tally, lossAt, atRisk, offer } = settled;
  const isOfYesterday = atRisk !== null && atRisk < today;
  const attempt = offer && state.attempts.find(({ day }) => day === offer.day);
  return {
    ...{ today, lossAt, factor: weeklyBonus.factor },
    toKeep: isOfYesterday && !isActive(settled, today) ? 2 : 1,
    zone: segmentAt(state.timeline, now).zone,
    current: tally.current,
    freezes: tally.freezes,
    done: Object.fromEntries(
      Object.entries(settled.challenges).map(([id, { value }]) => [id, value]),
    ),
    badges: Object.fromEntries(Object.entries(badges).map(([id, { name }]) => [id, name])),
    offer: offer && {
      day: offer.day,
      needed: offer.needed - (attempt?.done ?? 0),
      isAccepted: attempt !== null && attempt !== undefined,
      until: offer.until,
    },
  };
}

/** What templates can say of a message: its facts, and how the streak stands now. */
export function variablesOf(
  fill: Fill,
  { day, facts }: Message,
  moment: Moment,
  language: Language,
  words: Catalogue,
): Record<MomentVariable, string | number | boolean> {
  const { zone, current, freezes, lossAt, factor, toKeep } = moment;
  const offer = moment.offer?.day === day ? moment.offer : null;
  const { days, monday, cause, outage = '', badge, challengeId = '', last } = facts;
  const done = moment.done[challengeId];
  const when = whenInWords(fill, day, moment.today, language, words);
  const because = causes.find((each) => each === cause);
  const timeOf = (instant: number) => timeInWords(instant, zone, language);
  return {
    ...facts,
    ...(done !== undefined && 'done' in facts && { done }),
    ...{ current, freezes, factor, toKeep },
    when,
    cause: because ? fill(words.causes[because], { when, outage }, language, 'text') : '',
    date: dateFormat(language).format(new Date(day)),
    lossTime:
      lossAt === null ? '' : fill(words.until.time, { time: timeOf(lossAt) }, language, 'text'),
    needed: offer?.needed ?? 0,
    isAccepted: offer?.isAccepted ?? false,
    closes: offer
      ? fill(
          words.until.moment,
          {
            weekday: weekdayOf(streakDayAt(offer.until, zone, 0), words.until.weekdays),
            time: timeOf(offer.until),
          },
          language,
          'text',
        )
      : '',
    isToday: day === moment.today,
    isLastDay: last === moment.today,
    ends: typeof last === 'string' ? untilInWords(last, moment.today, language, words) : '',
    isFresh: daysBetween(day, moment.today) <= 1,
    isLonger: typeof days === 'number' && current > days,
    badgeName: badge === undefined ? '' : (moment.badges[badge] ?? String(badge)),
    reward: rewardInWords(fill, facts, moment, language, words),
    bonusWeek:
      typeof monday === 'string' && addDays(monday, 7) > moment.today
        ? words.weeks.next
        : words.weeks.this,
  };
}

/** What a challenge has brought, as a list; empty where it brought nothing. */
function rewardInWords(
  fill: Fill,
  { rewardXp, rewardFreezes, rewardBadge }: Message['facts'],
  { badges }: Moment,
  language: Language,
  { rewards }: Catalogue,
): string {
  const say = (template: string, n: unknown) => fill(template, { n }, language, 'text');
  const parts = [
    ...(rewardXp ? [say(rewards.xp, rewardXp)] : []),
    ...(rewardFreezes ? [say(rewards.freezes, rewardFreezes)] : []),
    ...(rewardBadge ? [say(rewards.badge, badges[rewardBadge] ?? rewardBadge)] : []),
  ];
  return new Intl.ListFormat(language).format(parts);
}

/** A day in a sentence: yesterday, a weekday of the last six days, or its date. */
function whenInWords(
  fill: Fill,
  day: Day,
  today: Day,
  language: Language,
  { when }: Catalogue,
): string {
  const ago = daysBetween(day, today);
  if (ago === 0) return when.today;
  if (ago === 1) return when.yesterday;
  if (ago > 1 && ago < 7) return weekdayOf(day, when.weekdays);
  return fill(when.date, { date: dateFormat(language).format(new Date(day)) }, language, 'text');
}

/** A day to come after "until": its weekday, or its date from a week ahead on. */
function untilInWords(day: Day, today: Day, language: Language, { until }: Catalogue): string {
  const isNear = daysBetween(today, day) < 7;
  return isNear ? weekdayOf(day, until.weekdays) : dateFormat(language).format(new Date(day));
}

/** What a day's weekday is called. @param weekdays from Monday on */
function weekdayOf(day: Day, weekdays: readonly string[]): string {
  return weekdays[daysBetween(isoWeekStart(day), day)] ?? '';
}

function timeInWords(instant: number, timeZone: string, language: Language): string {
  const parts = { hour: 'numeric', minute: '2-digit', timeZone } as const;
  return new Intl.DateTimeFormat(language, parts).format(instant);
}

/** Of days, which are dates and not instants. */
function dateFormat(language: Language): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
}
