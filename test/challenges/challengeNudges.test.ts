import type { Challenge } from '../../functions/src/engine/challenges';
import { dueNudges, nudgesOf } from '../../functions/src/engine/nudges';
import { messages } from '../../functions/src/events';
import { program } from '../../functions/src/program';
import { instantOf, type Person, person } from '../streaks/person';

const reward = { xp: 100, freezes: 1, badge: 'marathon' };

const ten: Challenge = {
  title: 'Ten quizzes',
  goal: { kind: 'activities', target: 10 },
  window: { kind: 'days', first: '2026-03-09', last: '2026-03-15' },
  reward,
};

const local = (instant: number) =>
  new Date(instant).toLocaleString('sv', { timeZone: 'Europe/Berlin' }).slice(0, 16);

/** Somebody in Berlin who has joined a challenge. */
function joined(challenge: Challenge, at = '2026-03-08T12:00+01:00'): Person {
  const someone = person('Europe/Berlin');
  someone.join(at, 'ten', challenge);
  return someone;
}

const plan = (someone: Person, at: string) =>
  nudgesOf(someone.settle(at), program)
    .filter(({ event: { kind } }) => kind.startsWith('challenge'))
    .map(({ at, event: { kind } }) => `${local(at)} ${kind}`);

const of = (change: Partial<Challenge>): Challenge => ({ ...ten, ...change });
const week = { kind: 'days', first: '2026-03-09', last: '2026-03-15' } as const;

test.each<[string, Challenge, string, string[]]>([
  [
    'of a week: in its first morning, before its last evening, and after it',
    ten,
    '2026-03-08T12:00+01:00',
    [
      '2026-03-09 09:00 challenge_starting',
      '2026-03-14 20:00 challenge_ending',
      '2026-03-16 20:00 challenge_missed',
    ],
  ],
  [
    'that has begun when it is joined: of its end only',
    ten,
    '2026-03-09T12:00+01:00',
    ['2026-03-14 20:00 challenge_ending', '2026-03-16 20:00 challenge_missed'],
  ],
  [
    'that is joined on the evening before its last day: of its end on that',
    ten,
    '2026-03-14T21:00+01:00',
    ['2026-03-15 20:00 challenge_ending', '2026-03-16 20:00 challenge_missed'],
  ],
  [
    'of two days: of its end on the last of them',
    of({ window: { ...week, last: '2026-03-10' } }),
    '2026-03-08T12:00+01:00',
    [
      '2026-03-09 09:00 challenge_starting',
      '2026-03-10 20:00 challenge_ending',
      '2026-03-11 20:00 challenge_missed',
    ],
  ],
  [
    'of instants: as they are',
    of({
      window: {
        kind: 'instants',
        from: instantOf('2026-03-09T15:00+01:00'),
        to: instantOf('2026-03-09T19:00+01:00'),
      },
    }),
    '2026-03-08T12:00+01:00',
    ['2026-03-09 15:00 challenge_starting', '2026-03-10 20:00 challenge_missed'],
  ],
  [
    'that cannot be reached any more: not of its end',
    of({ goal: { kind: 'active-days', target: 3 } }),
    '2026-03-14T12:00+01:00',
    ['2026-03-16 20:00 challenge_missed'],
  ],
  [
    'that can just be reached: of its end',
    of({ goal: { kind: 'active-days', target: 2 } }),
    '2026-03-14T12:00+01:00',
    ['2026-03-14 20:00 challenge_ending', '2026-03-16 20:00 challenge_missed'],
  ],
])('people are told of a challenge %s', (_, challenge, at, expected) => {
  expect(plan(joined(challenge, at), at)).toEqual(expected);
});

test('a day that has counted is none of those that are left', () => {
  const someone = joined(
    of({ goal: { kind: 'active-days', target: 3 } }),
    '2026-03-13T12:00+01:00',
  );
  someone.log('2026-03-14T12:00+01:00');
  expect(plan(someone, '2026-03-14T13:00+01:00')).toEqual([
    '2026-03-16 20:00 challenge_missed', // one, and the last day
  ]);
});

test('whoever has completed it is told nothing more', () => {
  const someone = joined(of({ goal: { kind: 'activities', target: 1 } }));
  someone.log('2026-03-09T12:00+01:00');
  expect(plan(someone, '2026-03-09T13:00+01:00')).toEqual([]);
});

test('a program that does not tell of challenges is not asked', () => {
  const messages = { challenge_starting: false, challenge_missed: false } as const;
  const settled = joined(ten).settle('2026-03-08T13:00+01:00');
  const kinds = nudgesOf(settled, { ...program, messages }).map(({ event }) => event.kind);
  expect(kinds).toEqual(['challenge_ending']);
});

test('challenges that begin together are told together, and of one only what came last', () => {
  const someone = joined(of({ window: { ...week, last: '2026-03-09' } }));
  someone.join('2026-03-08T12:00+01:00', 'other', ten);
  const dueAt = (at: string, saidAt: string | null) =>
    dueNudges(
      nudgesOf(someone.settle(at), program),
      instantOf(at),
      saidAt === null ? null : instantOf(saidAt),
    ).map(({ id }) => id);
  expect(dueAt('2026-03-09T09:07+01:00', null)).toEqual([
    'challenge_starting.ten',
    'challenge_starting.other',
  ]);
  expect(dueAt('2026-03-09T20:07+01:00', null)).toEqual([
    'challenge_ending.ten',
    'challenge_starting.other',
  ]);
  expect(dueAt('2026-03-09T20:07+01:00', '2026-03-09T09:07+01:00')).toEqual([
    'challenge_ending.ten',
  ]);
});

describe('what is told of a challenge', () => {
  const told = {
    eventId: 'challenge_ending.ten',
    kind: 'challenge_ending',
    day: '2026-03-15',
    at: 0,
  };
  const { withdrawn, expires } = messages.challenge_ending;
  const at = '2026-03-14T20:05+01:00';

  test('holds until it is completed', () => {
    const someone = joined(of({ goal: { kind: 'activities', target: 1 } }));
    expect(withdrawn.reasonFor(told, someone.settle(at), program)).toBeUndefined();
    someone.log(at);
    expect(withdrawn.reasonFor(told, someone.settle(at), program)).toBe('active');
  });

  test('holds only for who has not left', () => {
    expect(withdrawn.reasonFor(told, person('Europe/Berlin').settle(at), program)).toBe(
      'corrected',
    );
  });

  test.each([
    ['days', ten, '2026-03-16T04:00+01:00'],
    [
      'instants',
      of({ window: { kind: 'instants', from: 0, to: instantOf('2026-03-15T12:00Z') } }),
      '2026-03-15T12:00Z',
    ],
  ])('is worth telling until it is over: in %s', (_, challenge, end) => {
    const settled = joined(challenge).settle(at);
    expect(expires.instantFor(told, settled, program)).toBe(instantOf(end));
  });
});
