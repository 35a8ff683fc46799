import type { SaidOfDay } from '../../engine/explain';
import { JOURNEY_DAYS } from '../../engine/keptDay';
import type { LedgerDay } from '../../engine/ledger';
import type { Outage } from '../../engine/outages';
import type { Program } from '../../engine/program';
import { totalReward } from '../../engine/xp';
import type { Catalogues, Language } from '../../languages/catalogues';
import type { Fill } from '../../platform/template';

/** Says in a sentence or two why a day was judged as it was. */
export type InWords = (said: SaidOfDay) => string;

/** Says it in a language. @param texts of all languages, those of the app among them */
export function verdictsInWords(
  fill: Fill,
  texts: Catalogues,
  language: Language,
  { recovery }: Pick<Program, 'recovery'>,
): InWords {
  const words = texts[language].verdicts;
  const say = (text: string, variables: Readonly<Record<string, unknown>> = {}) =>
    fill(text, variables, language, 'text');
  const list = new Intl.ListFormat(language);

  const whyOf = (day: LedgerDay, outage: Outage | undefined, tense: 'was' | 'is') => {
    const { keptReason, dayOff } = day;
    if (!keptReason) return words.atItsEnd;
    const reason = outage?.reason.replace(/[.\s]+$/, '') ?? '';
    return say(words.why[keptReason][tense], {
      ...{ nth: dayOff?.nth ?? 0, of: dayOff?.of ?? 0, hours: recovery.windowHours },
      ...{ outage: reason, from: minute(outage?.from), to: minute(outage?.to) },
    });
  };
  const verdictOf = ({ entry, outage, isBefore }: SaidOfDay) => {
    if (isBefore) return words.before;
    const { verdict, count, current, freezes, lost = 0 } = entry;
    const run = current > 0 ? say(words.run.stays, { current }) : words.run.none;
    switch (verdict) {
      case 'active':
        return say(words.active, { count, current });
      case 'kept':
        return say(words.kept, { why: whyOf(entry, outage, 'was'), run });
      case 'frozen':
        return say(words.frozen, { freezes, run });
      case 'broken':
        return say(words.broken, { lost });
      case 'missed':
        return words.missed;
      case 'open':
        return say(words.open, { why: whyOf(entry, outage, 'is') });
    }
  };
  const worthOf = ({ entry, capped }: SaidOfDay) => {
    if (entry.verdict !== 'active') return [];
    const { rewards = {} } = entry;
    const challenges = list.format(Object.keys(rewards));
    const reward =
      challenges === '' ? [] : [say(words.reward, { challenges, ...totalReward(rewards) })];
    return [...capped.map((each) => say(words.capped, { ...each })), ...reward];
  };
  const givenOn = ({ freezesGiven = 0 }: LedgerDay) => {
    const text = freezesGiven > 0 ? words.given : words.taken;
    return freezesGiven === 0 ? [] : [say(text, { freezes: Math.abs(freezesGiven) })];
  };
  /** Which zones the day counts in, whose days its activities were, and why a journey does not keep it. */
  const zonesOf = ({ verdict, zones, fromOtherDays = [], passedOver }: LedgerDay) => {
    const isLost = verdict === 'frozen' || verdict === 'broken';
    const isPassed = passedOver !== undefined && isLost;
    const where = words.zones[verdict === 'open' ? 'is' : 'was'];
    return [
      ...fromOtherDays.map(({ day, zone, count }) =>
        say(words.fromOtherDay, { count, zone, date: day }),
      ),
      ...(isPassed ? [say(words.anotherJourney, { apart: JOURNEY_DAYS })] : []),
      ...(zones ? [say(where, { zones: list.format(zones) })] : []),
    ];
  };
  return (said) => {
    const { entry, isBefore } = said;
    const rest = isBefore ? [] : zonesOf(entry);
    const worth = isBefore ? [] : worthOf(said);
    return [verdictOf(said), ...worth, ...givenOn(entry), ...rest].join(' ');
  };
}

/** An instant (milliseconds since the epoch) to the minute, as `2026-03-04 02:00`; empty where there is none. */
function minute(instant: number | undefined): string {
  if (instant === undefined) return '';
  return new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
}
