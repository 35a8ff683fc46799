import fc from 'fast-check';
import { isDeepStrictEqual as isSame } from 'node:util';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { referenceStreak } from '../reference/reference';
import { DAY, HOUR, MINUTE } from '../shared/wallClock';
import { begun, type Delivery, type Life, live, lives } from './histories';
import { type Person, person } from './person';
import { programs } from './programs';

const WINDOW = 48 * HOUR;

/** For each delivery in turn, when it is taken back: a share of the time that there is, or never. */
const regrets = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), {
  minLength: 1,
  maxLength: 12,
});

/** A life in which some of what was logged is taken back, and the same without any of that. */
function regretted(life: Life, shares: readonly (number | null)[]): [Life, Life] {
  const undone = life.deliveries.flatMap(({ activityId = '', ...delivery }, index) => {
    const share = shares[index % shares.length] ?? null;
    return share === null ? [] : [{ activityId, at: regretAt(delivery, share) }];
  });
  const isKept = ({ activityId = '' }: Delivery) =>
    undone.every((each) => each.activityId !== activityId);
  const until = Math.max(life.until, ...undone.map(({ at }) => at));
  return [
    { ...life, undone, until },
    { ...life, deliveries: life.deliveries.filter(isKept), until },
  ];
}

function regretAt({ occurredAt, deliveredAt }: Omit<Delivery, 'activityId'>, share: number) {
  return Math.floor(deliveredAt + share * (occurredAt + WINDOW - deliveredAt));
}

/** What somebody has: the tally, and each day of which the ledger says anything but how often it changed. */
function standing(someone: Person, until: number) {
  const { tally, lapseAt, open, challenges } = someone.settle(until);
  const says = ({ verdict, count }: LedgerDay) => verdict !== 'open' || count > 0;
  const isMissed = ({ verdict, count }: LedgerDay) => verdict === 'missed' && count === 0;
  const days = [...someone.ledger].filter(([, entry]) => says(entry) && !isMissed(entry));
  return {
    ...{ tally, lapseAt, open, challenges },
    days: days
      .map(([day, { changes: _, freezesBefore, freezes, ...entry }]) => [day, entry] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** Freezes that were used and not given back, and days of which somebody has heard last that they broke a run. */
function told({ events }: Person) {
  const of = (kind: string) => events.filter((event) => event.kind === kind).length;
  const ofRuns = ['streak_broken', 'streak_restored', 'recovered'];
  const last = new Map(
    events.filter(({ kind }) => ofRuns.includes(kind)).map(({ day, kind }) => [day, kind]),
  );
  return {
    frozen: of('freeze_applied') - of('freeze_refunded'),
    broken: [...last].flatMap(([day, kind]) => (kind === 'streak_broken' ? [day] : [])).sort(),
  };
}

describe.each(programs)('%s', (_, program) => {
  test('what was logged and taken back has never been', () => {
    fc.assert(
      fc.property(lives(program), regrets, (anyLife, shares) => {
        const [life, without] = regretted(anyLife, shares);
        const someone = live(life);
        const other = live(without);
        fc.pre(isSame(begun(someone), begun(other)));
        expect(standing(someone, life.until)).toEqual(standing(other, life.until));
        expect(told(someone)).toEqual(told(other));
        const reference = referenceStreak({
          ...{ program, home: life.home, moves: life.moves, announced: life.announced },
          activities: life.deliveries,
          undone: life.undone ?? [],
          recoveries: someone.attempts,
          until: life.until,
        });
        const { current, longest, freezes, xp, badges } = someone.settle(life.until).tally;
        expect(reference).toMatchObject({ current, longest, freezes, xp, badges });
      }),
      { numRuns: 40 },
    );
  });
});

test('the zones of devices that nothing shows any more are as if they had never been heard of', () => {
  const zone = fc.constantFrom('Europe/Berlin', 'Asia/Tokyo', 'America/New_York', 'Asia/Kathmandu');
  const visit = fc.record({
    zone,
    minute: fc.integer({ min: 0, max: 46 * 60 }),
    isUndone: fc.boolean(),
    isTold: fc.boolean(),
  });
  const visits = fc.uniqueArray(visit, {
    minLength: 2,
    maxLength: 10,
    selector: ({ minute }) => minute,
  });
  fc.assert(
    fc.property(visits, zone, fc.nat(95), (unsorted, home, quarter) => {
      const first = Date.UTC(2026, 5, 8) + quarter * 15 * MINUTE;
      const until = first + 47 * HOUR;
      const all = [...unsorted].sort((a, b) => a.minute - b.minute);
      const lived = (isLogged: (each: (typeof all)[number]) => boolean) => {
        const someone = person(home);
        someone.log(first - 3 * DAY, { timeZone: home });
        all.forEach((each, index) => {
          const at = first + each.minute * MINUTE;
          if (each.isTold) someone.move(at, each.zone);
          else if (isLogged(each)) {
            someone.log(at, { timeZone: each.zone, activityId: `a${index}` });
          }
        });
        return someone;
      };
      const someone = lived(() => true);
      all.forEach(({ isTold, isUndone }, index) => {
        if (!isTold && isUndone) someone.undo(until, `a${index}`);
      });
      const never = lived(({ isUndone }) => !isUndone);
      expect(standing(someone, until + 3 * DAY)).toEqual(standing(never, until + 3 * DAY));
    }),
    { numRuns: 300 },
  );
});
