import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../../functions/src/program';
import type { Program } from '../../functions/src/engine/program';
import { withZone } from '../../functions/src/engine/timeline';
import { addDays } from '../../functions/src/engine/days';
import { factsOf } from '../../functions/src/engine/streakDays';
import { fold } from '../../functions/src/engine/fold';
import { type KeptReason, keptReason, keptReasons } from '../../functions/src/engine/keptDay';
import { newStreak, openDay } from '../../functions/src/engine/streakState';
import { newTally } from '../../functions/src/engine/tally';

const HOUR = 3_600_000;

/** What may keep a day without activity, or decide what it costs. */
interface Causes {
  readonly paused: boolean;
  readonly rest: boolean;
  /** A flight from New York to Tokyo, where it is the next day already. */
  readonly flown: boolean;
  /** The date that Apia left out, instead of a day in New York. */
  readonly skipped: boolean;
  readonly cadence: Program['cadence'];
  readonly outage: boolean;
  readonly run: number;
  readonly daysOffUsed: number;
  readonly freezes: number;
  readonly wonBack: boolean;
}

/** Why a day is kept, as the one function says and as the fold does, and its verdict. */
function asked(causes: Causes) {
  const [day, before, monday, zone] = causes.skipped
    ? ['2011-12-30', '2011-12-29', '2011-12-26', 'Pacific/Apia']
    : ['2026-06-16', '2026-06-15', '2026-06-15', 'America/New_York'];
  const rules: Program = { ...program, cadence: causes.cadence };
  const { timeline: atHome } = newStreak(zone);
  const evening = Date.parse(`${day}T22:00Z`);
  const record = {
    ...openDay(zone, rules),
    ...(causes.wonBack && { granted: 'recovered' as const }),
  };
  const facts = factsOf(
    {
      timeline: causes.flown
        ? withZone(atHome, { at: evening, zone: 'Asia/Tokyo' }, undefined)
        : atHome,
      plan: {
        pauses: causes.paused ? [{ from: day, to: day }] : [],
        rest: causes.rest ? [{ from: '', weekdays: [2, 5] }] : [],
      },
      recent: { [day]: record },
    },
    {
      program: rules,
      outages: {
        version: 1,
        outages: causes.outage
          ? [{ id: 'any', from: evening - 72 * HOUR, to: evening + 72 * HOUR, reason: 'Any.' }]
          : [],
      },
    },
  );
  const { run: current, freezes, daysOffUsed: used } = causes;
  const tally = { ...newTally(before), current, freezes, daysOff: { monday, used } };
  const after = addDays(day, 1);
  const [judged] = fold(
    tally,
    { first: after, last: after },
    { ...facts, records: new Map([[day, record]]) },
  ).days;
  return { reason: keptReason(day, facts, tally), judged };
}

const everything: Causes = {
  ...{ paused: true, rest: true, flown: true, skipped: false, outage: true, wonBack: true },
  ...{ cadence: { kind: 'weekdays', weekdays: [1, 3, 4, 6, 7] } },
  ...{ run: 3, daysOffUsed: 0, freezes: 1 },
};

/** Each row takes one cause away from those of the row before it, so what is left comes next. */
const order: readonly (readonly [string, Partial<Causes>, KeptReason | undefined, string])[] = [
  ['a pause comes first', {}, 'paused', 'kept'],
  ['then a day of rest', { paused: false }, 'rest', 'kept'],
  ['then a journey', { rest: false }, 'travel', 'kept'],
  ['or a skipped date', { flown: false, skipped: true }, 'skipped-date', 'kept'],
  ['then a weekday that is not asked for', { skipped: false }, 'off-day', 'kept'],
  ['then an outage', { cadence: { kind: 'perWeek', days: 5 } }, 'outage', 'kept'],
  ['then a day off that the run takes', { outage: false }, 'off-day', 'kept'],
  ['then a freeze, which is no reason', { daysOffUsed: 2 }, undefined, 'frozen'],
  ['then a run that was won back', { freezes: 0 }, 'recovered', 'kept'],
  ['and nothing else keeps the day', { wonBack: false }, undefined, 'broken'],
];

test.each(order.map((row, index) => [row[0], index, row[2], row[3]] as const))(
  'why a day is kept: %s',
  (_, index, reason, verdict) => {
    const causes = order
      .slice(0, index + 1)
      .reduce((before, [, change]) => ({ ...before, ...change }), everything);
    const { reason: said, judged } = asked(causes);
    expect(said).toBe(reason);
    expect(judged).toMatchObject({ verdict });
    expect(judged?.keptReason).toBe(reason);
  },
);

const idle: Causes = {
  ...{ paused: false, rest: false, flown: false, skipped: false, outage: false, wonBack: true },
  ...{ cadence: { kind: 'perWeek', days: 5 }, run: 0, daysOffUsed: 0, freezes: 0 },
};

const mondays: Program['cadence'] = { kind: 'weekdays', weekdays: [1] };

test.each([
  [{ paused: true }, 'paused'],
  [{ rest: true }, 'rest'],
  [{ flown: true }, undefined],
  [{ skipped: true }, 'skipped-date'],
  [{ cadence: mondays }, 'off-day'],
  [{ outage: true }, 'outage'],
  [{}, undefined],
] as const)(
  'without a run, %j keeps a day as %s; no journey counts, no day off is taken, nothing is won back',
  (cause, why) => {
    const { reason, judged } = asked({ ...idle, ...cause });
    expect(reason).toBe(why);
    expect(judged?.verdict).toBe(why ? 'kept' : 'missed');
  },
);

test('the list of reasons is in the order in which they come, and so are the rules in the docs', () => {
  const said = order.flatMap(([, , reason]) => reason ?? []);
  expect([...new Set(said)]).toEqual(keptReasons);
  const rules = readFileSync(join(__dirname, '../../docs/rules.md'), 'utf8');
  const listed = [...rules.matchAll(/^\d\. .*?`([a-z-]+)`/gm)].map(([, reason]) => reason);
  expect(listed).toEqual(said);
});
