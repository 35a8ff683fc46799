import { messages } from '../../functions/src/events';
import { decide, type Situation } from '../../functions/src/features/notifications/decide';
import type { Message } from '../../functions/src/features/notifications/message';
import { momentOf } from '../../functions/src/features/notifications/moment';
import {
  type PreferencesPatch,
  defaultPreferences,
  patched,
} from '../../functions/src/contracts/preferences';
import { program } from '../../functions/src/program';
import { type Person, instantOf, person } from '../streaks/person';

const noon = '2026-03-04T12:00+01:00';
const night = '2026-03-04T04:07+01:00';

/** Active on 2 March in Berlin; 3 March was missed. */
const missed = () => {
  const someone = person('Europe/Berlin');
  someone.log('2026-03-02T12:00+01:00');
  someone.settle(night);
  return someone;
};

/** The missed day turns out active the next morning. */
const mended = () => {
  const someone = missed();
  someone.log('2026-03-03T20:00+01:00', { deliveredAt: '2026-03-04T07:00+01:00' });
  return someone;
};

const active = () => {
  const someone = person('Europe/Berlin');
  for (let day = 1; day <= 7; day += 1) someone.log(`2026-03-0${day}T12:00+01:00`);
  return someone;
};

function message(kind: Message['kind'], eventId: string, day: string, at = night): Message {
  return { kind, eventId, day, at: instantOf(at), facts: {} };
}

const broken = message('streak_broken', 'streak_broken.2026-03-03.0', '2026-03-03');
const risk = message('at_risk', 'at_risk.2026-03-03', '2026-03-03', '2026-03-03T20:01+01:00');
const restored = message(
  'restored',
  'streak_restored.2026-03-03.1',
  '2026-03-03',
  '2026-03-04T07:00+01:00',
);
const seven = message(
  'milestone',
  'milestone.7.2026-03-01',
  '2026-03-07',
  '2026-03-07T12:00+01:00',
);

function decision(
  someone: Person,
  what: Message,
  at: string,
  patch: PreferencesPatch = {},
  uid = 'ada',
  wrongNews: Situation['wrongNews'] = null,
) {
  return decide({
    uid,
    wrongNews,
    message: { ...what, sealed: someone.ledger.get(what.day) },
    channel: 'push',
    preferences: patched(defaultPreferences, patch),
    settled: someone.settle(at),
    now: instantOf(at),
    program,
  });
}

interface Case {
  readonly when: string;
  readonly someone: () => Person;
  readonly message: Message;
  readonly at: string;
  readonly preferences?: PreferencesPatch;
  readonly wrongNews?: Situation['wrongNews'];
  readonly decision: object;
}

const cases: Case[] = [
  { when: 'by day: sent', someone: missed, message: broken, at: noon, decision: { do: 'send' } },
  {
    when: 'at night: deferred',
    someone: missed,
    message: broken,
    at: night,
    decision: { do: 'defer' },
  },
  {
    when: 'at night, by someone without quiet hours: sent',
    ...{ someone: missed, message: broken, at: night },
    preferences: { quietHours: null },
    decision: { do: 'send' },
  },
  {
    when: 'all off: nothing',
    ...{ someone: missed, message: broken, at: noon },
    preferences: { enabled: false },
    decision: { do: 'nothing', reason: 'off' },
  },
  {
    when: 'the channel off: nothing',
    ...{ someone: missed, message: broken, at: noon },
    preferences: { channels: { push: false } },
    decision: { do: 'nothing', reason: 'off' },
  },
  {
    when: 'the kind off: nothing',
    ...{ someone: missed, message: broken, at: noon },
    preferences: { kinds: { streak_broken: { push: false } } },
    decision: { do: 'nothing', reason: 'off' },
  },
  {
    when: 'restored meanwhile: withdrawn',
    ...{ someone: mended, message: broken, at: noon },
    decision: { do: 'withdraw', reason: 'corrected' },
  },
  {
    when: 'restored where "has ended" has gone out: sent',
    ...{ someone: mended, message: restored, at: noon },
    wrongNews: 'told',
    decision: { do: 'send' },
  },
  {
    when: 'restored where "has ended" has gone out, by someone who wants to hear of neither: sent',
    ...{ someone: mended, message: restored, at: noon },
    wrongNews: 'told',
    preferences: { kinds: { restored: { push: false }, streak_broken: { push: false } } },
    decision: { do: 'send' },
  },
  {
    when: 'restored where "has ended" has gone out, with the channel off since: nothing',
    ...{ someone: mended, message: restored, at: noon },
    wrongNews: 'told',
    preferences: { channels: { push: false } },
    decision: { do: 'nothing', reason: 'off' },
  },
  {
    when: 'restored where nobody was told of an end: nothing',
    ...{ someone: mended, message: restored, at: noon },
    wrongNews: 'untold',
    decision: { do: 'nothing', reason: 'untold' },
  },
  {
    when: 'restored while "has ended" is just being sent: later',
    ...{ someone: mended, message: restored, at: noon },
    wrongNews: 'on-its-way',
    decision: { do: 'defer', until: instantOf('2026-03-04T12:15+01:00') },
  },
  {
    when: 'restored, and a later day has ended the run: withdrawn',
    someone: () => {
      const someone = mended();
      someone.log('2026-03-06T09:00+01:00');
      return someone;
    },
    ...{ message: restored, at: '2026-03-06T12:00+01:00' },
    wrongNews: 'told',
    decision: { do: 'withdraw', reason: 'corrected' },
  },
  {
    when: 'an older verdict of the same day: withdrawn',
    ...{ someone: missed, at: noon },
    message: { ...broken, eventId: 'streak_broken.2026-03-03.1' },
    decision: { do: 'withdraw', reason: 'corrected' },
  },
  {
    when: 'a run that is back but has ended on a later day: withdrawn',
    someone: () => {
      const someone = missed();
      someone.log('2026-03-03T20:00+01:00', { deliveredAt: '2026-03-04T07:00+01:00' });
      someone.log('2026-03-05T12:00+01:00');
      return someone;
    },
    message: message('restored', 'streak_restored.2026-03-03.1', '2026-03-03'),
    at: '2026-03-05T13:00+01:00',
    decision: { do: 'withdraw', reason: 'corrected' },
  },
  {
    when: 'after three days: withdrawn',
    ...{ someone: missed, message: broken, at: '2026-03-07T12:00+01:00' },
    decision: { do: 'withdraw', reason: 'late' },
  },
  {
    when: 'a milestone that was reached: sent',
    ...{ someone: active, message: seven, at: '2026-03-07T12:00+01:00' },
    decision: { do: 'send' },
  },
  {
    when: 'a milestone of a run that turns out to have begun earlier: sent',
    someone: active,
    message: { ...seven, eventId: 'milestone.7.2026-03-02' },
    at: '2026-03-07T12:01+01:00',
    decision: { do: 'send' },
  },
  {
    when: 'a milestone that was not: withdrawn',
    ...{ someone: active, at: '2026-03-07T12:00+01:00' },
    message: { ...seven, eventId: 'milestone.7.2026-02-28' },
    decision: { do: 'withdraw', reason: 'corrected' },
  },
  {
    when: 'at risk and not active: sent until the day ends',
    someone: () => {
      const someone = person('Europe/Berlin');
      someone.log('2026-03-02T12:00+01:00');
      return someone;
    },
    ...{ message: risk, at: '2026-03-03T20:01+01:00' },
    decision: { do: 'send', expiresAt: instantOf('2026-03-04T04:00+01:00') },
  },
  {
    when: 'at risk, but active by now: withdrawn',
    someone: () => {
      const someone = person('Europe/Berlin');
      someone.log('2026-03-02T12:00+01:00');
      someone.log('2026-03-03T20:00+01:00');
      return someone;
    },
    ...{ message: risk, at: '2026-03-03T20:01+01:00' },
    decision: { do: 'withdraw', reason: 'active' },
  },
  {
    when: 'at risk, but paused since: withdrawn',
    someone: () => {
      const someone = person('Europe/Berlin');
      someone.log('2026-03-02T12:00+01:00');
      const at = instantOf('2026-03-03T19:30+01:00');
      someone.announce({ kind: 'pause', at, from: '2026-03-03', to: '2026-03-03' });
      return someone;
    },
    ...{ message: risk, at: '2026-03-03T20:01+01:00' },
    decision: { do: 'withdraw', reason: 'kept' },
  },
  {
    when: 'at risk on a day of rest: withdrawn',
    someone: () => {
      const someone = person('Europe/Berlin');
      const at = instantOf('2026-02-24T12:00+01:00');
      someone.announce({ kind: 'rest', at, weekdays: [2] });
      someone.log('2026-03-02T12:00+01:00');
      return someone;
    },
    ...{ message: risk, at: '2026-03-03T20:01+01:00' },
    decision: { do: 'withdraw', reason: 'kept' },
  },
  {
    when: 'at risk, but an outage has been declared since: withdrawn',
    someone: () => {
      const outage = {
        ...{ id: 'any', reason: 'Full disk' },
        from: instantOf('2026-03-03T06:00+01:00'),
        to: instantOf('2026-03-03T19:00+01:00'),
      };
      const list = { version: 1, outages: [outage] };
      const someone = person('Europe/Berlin', program, () => list);
      someone.log('2026-03-02T12:00+01:00');
      return someone;
    },
    ...{ message: risk, at: '2026-03-03T20:01+01:00' },
    decision: { do: 'withdraw', reason: 'kept' },
  },
  {
    when: 'at risk, in quiet hours that outlast the day: withdrawn, not told next morning',
    someone: () => {
      const someone = person('Europe/Berlin');
      someone.log('2026-03-02T12:00+01:00');
      return someone;
    },
    ...{ message: risk, at: '2026-03-03T22:30+01:00' },
    decision: { do: 'withdraw', reason: 'late' },
  },
];

test.each(cases)('$when', ({ someone, message: what, at, preferences, wrongNews, ...expected }) => {
  expect(decision(someone(), what, at, preferences, 'ada', wrongNews)).toMatchObject(
    expected.decision,
  );
});

test('what waits for the morning is spread over a quarter of an hour, for each user the same', () => {
  const at = '2026-03-07T23:00+01:00';
  const what = message('challenge_completed', 'challenge_completed.c1', '2026-03-07', at);
  const someone = active();
  const spread = (uid: string) => {
    const told = decision(someone, what, at, {}, uid);
    return told.do === 'defer' ? told.until - instantOf('2026-03-08T08:00+01:00') : NaN;
  };
  const spreads = Array.from({ length: 50 }, (_, n) => spread(`user${n}`));
  expect(Math.min(...spreads)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...spreads)).toBeLessThan(15 * 60_000);
  expect(new Set(spreads).size).toBeGreaterThan(40);
  expect(spread('ada')).toBe(spread('ada'));
});

describe('what keeps a run', () => {
  const toKeep = (someone: Person, at: string) =>
    momentOf(someone.settle(at), instantOf(at), program).toKeep;

  test('is one activity, on the day that the clock shows', () => {
    expect(toKeep(active(), '2026-03-08T20:00+01:00')).toBe(1);
  });

  test('is two, where the clock shows a later day, since that counts first', () => {
    const someone = active();
    // The 8th ends in Berlin when it is noon of the 9th in Tokyo.
    someone.move('2026-03-08T09:00+01:00', 'Asia/Tokyo');
    expect(toKeep(someone, '2026-03-08T12:00+01:00')).toBe(1);
    const nextMorning = '2026-03-09T09:00+09:00';
    expect(toKeep(someone, nextMorning)).toBe(2);
    someone.log(nextMorning, { timeZone: 'Asia/Tokyo' });
    expect(someone.settle(nextMorning).atRisk).toBe('2026-03-08');
    expect(toKeep(someone, nextMorning)).toBe(1);
    someone.log('2026-03-09T09:05+09:00', { timeZone: 'Asia/Tokyo' });
    expect(someone.settle('2026-03-09T09:05+09:00').tally.current).toBe(9);
  });
});

describe('that a milestone is near', () => {
  const someone = () => {
    const six = person('Europe/Berlin');
    for (let day = 1; day <= 6; day += 1) six.log(`2026-03-0${day}T12:00+01:00`);
    return six;
  };
  const near: Message = {
    ...{ kind: 'milestone_near', eventId: 'milestone_near.7.2026-03-07', day: '2026-03-07' },
    ...{ at: instantOf('2026-03-07T20:01+01:00'), facts: { days: 7 } },
  };
  const reasonAt = (at: string, six: ReturnType<typeof person>, told = near) =>
    messages.milestone_near.withdrawn.reasonFor(told, six.settle(at), program);

  test('is sent until the day reaches it, or is over', () => {
    const six = someone();
    expect(reasonAt('2026-03-07T20:05+01:00', six)).toBeUndefined();
    six.log('2026-03-07T20:30+01:00');
    expect(reasonAt('2026-03-07T21:00+01:00', six)).toBe('active');
    expect(reasonAt('2026-03-08T09:00+01:00', someone())).toBe('late');
  });

  test('is not sent where the run has another length than was thought', () => {
    const of14 = { ...near, eventId: 'milestone_near.14.2026-03-07', facts: { days: 14 } };
    expect(reasonAt('2026-03-07T20:05+01:00', someone(), of14)).toBe('corrected');
  });
});
