import fc from 'fast-check';
import {
  type AcceptedActivity,
  beginAgain,
  zonesSince,
} from '../../functions/src/engine/newBeginning';
import { noOutages } from '../../functions/src/engine/outages';
import { program } from '../../functions/src/program';
import { newStreak } from '../../functions/src/engine/streakState';

const START = Date.parse('2026-03-02T12:00:00Z');
const HOUR = 3_600_000;
const start = newStreak('Europe/Berlin');

const activity = fc.record({
  type: fc.constantFrom('quiz_easy_passed', 'evaluation_high', 'flashcard_set_completed'),
  quantity: fc.integer({ min: 1, max: 3 }),
  hour: fc.integer({ min: 0, max: 400 }),
  late: fc.integer({ min: 0, max: 90 }), // beyond 48 a server has dated it back
});

const activities = fc.array(activity, { maxLength: 25 }).map((drawn) =>
  drawn.map(({ type, quantity, hour, late }, n): AcceptedActivity => {
    const occurredAt = START + hour * HOUR;
    const receivedAt = occurredAt + late * HOUR;
    return { activityId: `a${n}`, type, quantity, occurredAt, receivedAt };
  }),
);

const begin = (of: readonly AcceptedActivity[]) =>
  beginAgain(start, { activities: of, joined: [] }, START + 500 * HOUR, program, noOutages);

test('activities lead to the same beginning in whatever order they are found', () => {
  fc.assert(
    fc.property(
      activities.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      ([all, shuffled]) => {
        expect(begin(shuffled)).toEqual(begin(all));
      },
    ),
    { numRuns: 60 },
  );
});

test('a beginning counts each activity once, and tells of each day that is judged', () => {
  fc.assert(
    fc.property(activities, (all) => {
      const { settled, answers } = begin(all);
      expect(settled.tally.activities).toBe(all.length);
      expect(answers.size).toBe(all.length);
      const counts = Object.values(settled.changedDays).map(({ count }) => count);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.length);
    }),
    { numRuns: 60 },
  );
});

test('the zone in force at an instant is the first; later ones stay', () => {
  const zones = zonesSince(
    [
      { from: 0, zone: 'Asia/Tokyo' },
      { from: 100, zone: 'Europe/Berlin' },
      { from: 200, zone: 'Asia/Kathmandu' },
    ],
    150,
  );
  expect(zones).toEqual([
    { from: 150, zone: 'Europe/Berlin' },
    { from: 200, zone: 'Asia/Kathmandu' },
  ]);
});
