import { type Moment, type Person, instantOf, person } from './person';

const berlin = 'Europe/Berlin';
const freeze = { type: 'evaluation_high', quantity: 10 };

interface Situation {
  readonly when: string;
  readonly who: () => Person;
  readonly now: Moment;
  readonly lapseAt: string | null;
  /** What becomes of the day that ends then. */
  readonly verdict?: string;
}

function after(home: string, ...steps: ((someone: Person) => unknown)[]): () => Person {
  return () => {
    const someone = person(home);
    for (const step of steps) step(someone);
    return someone;
  };
}

const active = (at: Moment) => (someone: Person) => someone.log(at);
const moved = (at: Moment, zone: string) => (someone: Person) => someone.move(at, zone);

const situations: Situation[] = [
  {
    when: 'nothing was ever done: never',
    who: after(berlin),
    now: '2026-06-10T12:00+02:00',
    lapseAt: null,
  },
  {
    when: 'today is active: when tomorrow ends',
    who: after(berlin, active('2026-06-10T12:00+02:00')),
    now: '2026-06-10T12:00+02:00',
    lapseAt: '2026-06-12T04:00+02:00',
    verdict: 'broken',
  },
  {
    when: 'yesterday was active and today is not yet: when today ends',
    who: after(berlin, active('2026-06-10T12:00+02:00')),
    now: '2026-06-11T12:00+02:00',
    lapseAt: '2026-06-12T04:00+02:00',
    verdict: 'broken',
  },
  {
    when: 'a freeze is held: when the day ends that will use it',
    who: after(berlin, (someone) => someone.log('2026-06-10T12:00+02:00', freeze)),
    now: '2026-06-10T12:00+02:00',
    lapseAt: '2026-06-12T04:00+02:00',
    verdict: 'frozen',
  },
  {
    when: 'a freeze was used for yesterday: when today ends',
    who: after(berlin, (someone) => someone.log('2026-06-10T12:00+02:00', freeze)),
    now: '2026-06-12T04:00+02:00',
    lapseAt: '2026-06-13T04:00+02:00',
    verdict: 'broken',
  },
  {
    when: 'the run is broken: never',
    who: after(berlin, active('2026-06-10T12:00+02:00')),
    now: '2026-06-12T04:00+02:00',
    lapseAt: null,
  },
  {
    when: 'the clock goes forward: an hour sooner',
    who: after(berlin, active('2026-03-28T12:00+01:00')),
    now: '2026-03-28T13:00+01:00',
    lapseAt: '2026-03-30T04:00+02:00',
    verdict: 'broken',
  },
  {
    when: 'a flight west has made today longer: when the new zone ends it',
    who: after(
      'Asia/Tokyo',
      active('2026-06-14T12:00+09:00'),
      moved('2026-06-15T12:00+09:00', 'America/New_York'),
    ),
    now: '2026-06-15T13:00+09:00',
    lapseAt: '2026-06-16T04:00-04:00',
    verdict: 'broken',
  },
  {
    when: 'a flight east has passed over days: when the first day after them ends where it began last',
    who: after(
      'Pacific/Pago_Pago',
      active('2026-06-13T12:00-11:00'),
      moved('2026-06-15T03:30-11:00', 'Pacific/Kiritimati'), // 04:30 on the 16th
    ),
    now: '2026-06-15T03:30-11:00',
    lapseAt: '2026-06-17T04:00-11:00',
    verdict: 'broken',
  },
  {
    when: 'a second flight in seven days has passed over a day: when that day ends',
    who: after(
      'Asia/Tokyo',
      active('2026-06-10T12:00+09:00'),
      moved('2026-06-11T12:00+09:00', 'America/New_York'),
      moved('2026-06-12T16:00+09:00', 'Asia/Tokyo'), // the 11th is kept
      moved('2026-06-12T20:00+09:00', 'America/New_York'),
      moved('2026-06-13T16:00+09:00', 'Asia/Tokyo'), // the 12th is not
    ),
    now: '2026-06-13T16:00+09:00',
    lapseAt: '2026-06-13T04:00-04:00',
    verdict: 'broken',
  },
  {
    when: 'one of two days that are open is active: when the other ends',
    who: after(
      'America/Los_Angeles',
      active('2026-06-09T12:00-07:00'),
      moved('2026-06-10T22:30-07:00', 'UTC'),
      (someone) => someone.log('2026-06-10T22:30-07:00', { timeZone: 'UTC' }), // the 11th
      moved('2026-06-10T22:31-07:00', 'America/Los_Angeles'),
      moved('2026-06-10T22:32-07:00', 'UTC'),
    ),
    now: '2026-06-10T23:00-07:00',
    lapseAt: '2026-06-13T04:00-07:00', // the 10th is kept, the 12th is not
    verdict: 'broken',
  },
  {
    when: 'the zone skips a date: it is not waited for',
    who: after('Pacific/Apia', active('2011-12-29T12:00-10:00')),
    now: '2011-12-29T13:00-10:00',
    lapseAt: '2012-01-01T04:00+14:00',
    verdict: 'broken',
  },
  {
    when: 'an activity lies ahead, over the end of the day: when its day begins',
    who: after(berlin, (someone) =>
      someone.log('2026-06-11T04:02+02:00', { deliveredAt: '2026-06-11T03:58+02:00' }),
    ),
    now: '2026-06-11T03:58+02:00',
    lapseAt: '2026-06-11T04:00+02:00',
    verdict: 'active',
  },
];

describe.each(situations)('a streak lapses when $when', ({ who, now, lapseAt, verdict }) => {
  test('as promised', () => {
    const promised = who().settle(now).lapseAt;
    expect(promised).toBe(lapseAt === null ? null : Date.parse(lapseAt));
  });

  if (lapseAt === null) return;

  test('a millisecond before, settling judges nothing against it', () => {
    const someone = who();
    const { tally } = someone.settle(now);
    const early = someone.settle(instantOf(lapseAt) - 1);
    expect(early.events).toEqual([]);
    expect(Object.values(early.changedDays).filter((day) => day.verdict !== 'kept')).toEqual([]);
    const same = { through: '', journeys: [] }; // days that a journey has passed over are kept
    expect({ ...early.tally, ...same }).toEqual({ ...tally, ...same });
    expect(early.lapseAt).toBe(instantOf(lapseAt));
  });

  test('at that instant, the day is judged', () => {
    const someone = who();
    someone.settle(now);
    const { changedDays } = someone.settle(lapseAt);
    const verdicts = Object.values(changedDays).map((day) => day.verdict);
    expect(verdicts.filter((other) => other !== 'kept')).toEqual([verdict]);
  });
});

test('a day that an outage keeps is judged at its end, though nothing is lost then', () => {
  const outage = {
    ...{ id: 'any', reason: 'Full disk' },
    from: instantOf('2026-06-11T06:00+02:00'),
    to: instantOf('2026-06-11T19:00+02:00'),
  };
  const someone = person(berlin, undefined, () => ({ version: 1, outages: [outage] }));
  const { lapseAt, lossAt } = someone.log('2026-06-10T12:00+02:00').settled;
  expect(lapseAt).toBe(instantOf('2026-06-12T04:00+02:00'));
  expect(lossAt).toBe(instantOf('2026-06-13T04:00+02:00'));
});
