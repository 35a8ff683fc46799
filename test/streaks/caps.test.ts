import fc from 'fast-check';
import { program as lawSchool } from '../../functions/src/program';
import { noOutages } from '../../functions/src/engine/outages';
import { type Activity, emptyDay, withActivity } from '../../functions/src/engine/dayRecord';
import { explainDays } from '../../functions/src/engine/explain';
import { scoresOf } from '../../functions/src/engine/scores';
import { fitness } from './fitness';
import { person } from './person';
import { loadWords, withReason } from './inEnglish';

beforeAll(loadWords);

const noon = '2026-06-15T12:00Z'; // a Monday
const logged = (...activities: [type: string, quantity: number][]) => {
  const someone = person('UTC', fitness);
  const answers = activities.map(([type, quantity]) => {
    const { xp, cappedXp } = someone.log(noon, { type, quantity }).response;
    return [xp, cappedXp];
  });
  return { someone, answers };
};

test.each<[string, [string, number][], number[][]]>([
  [
    'all of it up to the cap',
    [
      ['walk', 2],
      ['walk', 1],
    ],
    [
      [10, 0],
      [5, 0],
    ],
  ],
  [
    'nothing beyond it',
    [
      ['walk', 3],
      ['walk', 2],
    ],
    [
      [15, 0],
      [0, 10],
    ],
  ],
  [
    'what is left of it',
    [
      ['walk', 2],
      ['walk', 5],
    ],
    [
      [10, 0],
      [5, 20],
    ],
  ],
  ['what one alone may', [['run', 5]], [[30, 45]]],
  [
    'each type by itself',
    [
      ['walk', 5],
      ['run', 2],
      ['run', 1],
    ],
    [
      [15, 10],
      [30, 0],
      [0, 15],
    ],
  ],
  [
    'all of a type without a cap',
    [
      ['swim', 5],
      ['swim', 5],
    ],
    [
      [125, 0],
      [125, 0],
    ],
  ],
])('an activity is answered with the XP that counts: %s', (_, activities, expected) => {
  const { someone, answers } = logged(...activities);
  expect(answers).toEqual(expected);
  const xp = expected.reduce((sum, [counted = 0]) => sum + counted, 0);
  expect(someone.settle(noon).tally.xp).toBe(xp);
});

test('what does not count is an activity all the same, in every other respect', () => {
  const { someone } = logged(['lift', 2], ['lift', 1], ['lift', 1]);
  const { tally } = someone.settle(noon);
  expect(tally).toMatchObject({ xp: 42, activities: 3, current: 1 });
  expect(tally.periods.week).toMatchObject({ xp: 42 });
  expect(someone.ledger.get('2026-06-15')).toMatchObject({
    ...{ count: 3, plainXp: 42, boostedXp: 52, categories: ['strength'] },
    capped: { lift: { plain: 84, boosted: 104 } },
  });
});

test('a day of farming moves nobody up a board beyond the caps, and is one day', () => {
  const farmer = logged(...Array.from({ length: 20 }, (): [string, number] => ['run', 5]));
  const scores = scoresOf(farmer.someone.settle(noon));
  const weekly = scores.find(({ period }) => period.board === 'weekly')?.score;
  expect(weekly).toMatchObject({ activeDays: 1, run: 1, xp: 30 });
});

test('a day says what was capped on it', () => {
  const { someone } = logged(['walk', 5], ['swim', 5]);
  const settled = someone.settle(noon);
  const rules = { program: fitness, outages: noOutages };
  const days = explainDays('2026-06-15', '2026-06-15', someone.ledger, settled, rules);
  const [day] = days.map(withReason);
  expect(day).toMatchObject({
    xp: 140,
    capped: [{ type: 'walk', xp: 25, counted: 15 }],
    reason: '2 activities: 1st active day of the run. Of 25 XP for walk, 15 count on a day.',
  });
});

test('in a boosted week the cap is that of the boosted XP, rounded down once', () => {
  const someone = person('UTC', fitness);
  for (const type of ['walk', 'lift', 'yoga']) someone.log(noon, { type });
  const answers = [1, 1, 1, 1].map((quantity) => {
    const at = '2026-06-22T12:00Z';
    const { xp, cappedXp } = someone.log(at, { type: 'lift', quantity }).response;
    return [xp, cappedXp];
  });
  // 26.25 XP each are 26, and two of them at once would be 52.5.
  expect(answers).toEqual([
    [26, 0],
    [26, 0],
    [0, 26],
    [0, 26],
  ]);
});

test('a day without capped types has no sums of them', () => {
  expect(person('UTC', lawSchool).log(noon).settled.changedDays['2026-06-15']).not.toHaveProperty(
    'capped',
  );
});

const activities = fc.array(
  fc.record({
    type: fc.constantFrom(...Object.keys(fitness.activities)),
    quantity: fc.integer({ min: 1, max: fitness.maxQuantity }),
  }),
  { maxLength: 12 },
);

test('a day is worth the smaller of what was done and the cap, in any order', () => {
  fc.assert(
    fc.property(activities, fc.infiniteStream(fc.nat()), (done, keys) => {
      const dayOf = (list: readonly Pick<Activity, 'type' | 'quantity'>[]) =>
        list.reduce(
          (day, activity) =>
            withActivity(day, { ...activity, localHour: 1, occurredAt: 0 }, fitness),
          emptyDay,
        );
      const day = dayOf(done);
      const [plain, boosted] = [1, fitness.weeklyBonus.factor].map((factor) =>
        Object.entries(fitness.activities).reduce((sum, [type, { xp, maxPerDay = Infinity }]) => {
          const ofType = done.filter((activity) => activity.type === type);
          const all = ofType.reduce((s, { quantity }) => s + Math.floor(xp * quantity * factor), 0);
          return (
            sum + Math.min(all, maxPerDay === Infinity ? all : Math.floor(xp * maxPerDay * factor))
          );
        }, 0),
      );
      expect([day.plainXp, day.boostedXp]).toEqual([plain, boosted]);
      const order = new Map(done.map((activity) => [activity, keys.next().value]));
      const shuffled = [...done].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
      expect(dayOf(shuffled)).toEqual(day);
    }),
  );
});
