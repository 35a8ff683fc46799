import fc from 'fast-check';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { DAY, HOUR } from '../shared/wallClock';
import { type Life, live, lives } from './histories';
import { type Person, person } from './person';
import { programs } from './programs';

const WINDOW = 30 * DAY;

/** How long after it occurred a server tells of each activity; null: at once, as a device does. */
const delays = fc.array(fc.option(fc.integer({ min: 48 * HOUR + 1, max: WINDOW })), {
  minLength: 1,
  maxLength: 9,
});

/** The same life, some of which a server tells of later. */
function toldLater(life: Life, late: readonly (number | null)[]): Life {
  const deliveries = life.deliveries.map((delivery, index) => {
    const delay = late[index % late.length] ?? null;
    if (delay === null) return delivery;
    return { ...delivery, deliveredAt: delivery.occurredAt + delay, window: WINDOW };
  });
  const until = Math.max(life.until, ...deliveries.map(({ deliveredAt }) => deliveredAt));
  return { ...life, deliveries, until };
}

/** What somebody has: the tally, and each day of which the ledger says anything but how often it changed. */
function standing(someone: Person, until: number) {
  const { tally, lapseAt, open } = someone.settle(until);
  const isMissed = ({ verdict, count }: LedgerDay) => verdict === 'missed' && count === 0;
  const days = [...someone.ledger].filter(([, entry]) => !isMissed(entry));
  return {
    ...{ tally, lapseAt, open },
    days: days
      .map(([day, { changes: _, freezesBefore, freezes, ...entry }]) => [day, entry] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

describe.each(programs)('%s', (_, program) => {
  test('what a server dates back counts as if it had been logged in its time', () => {
    fc.assert(
      fc.property(lives(program), delays, (anyLife, late) => {
        const inTime = { ...anyLife, starts: [] };
        const life = toldLater(inTime, late);
        expect(standing(live(life), life.until)).toEqual(standing(live(inTime), life.until));
      }),
      { numRuns: 40 },
    );
  });
});

test('further back than a server may, nothing counts', () => {
  const someone = person('UTC');
  someone.log('2026-06-01T12:00Z');
  const late = { deliveredAt: '2026-06-30T12:00Z', window: WINDOW };
  expect(() => someone.log('2026-05-31T11:59:59.999Z', late)).toThrow('at most 30 days ago');
  expect(someone.log('2026-05-31T12:00Z', late).response.day).toBe('2026-05-31');
});
