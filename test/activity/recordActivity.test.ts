import type { LogActivityRequest } from '../../functions/src/contracts/streaks';
import { recordActivity } from '../../functions/src/engine/recordActivity';
import { noOutages } from '../../functions/src/engine/outages';
import { program } from '../../functions/src/program';
import { settle } from '../../functions/src/engine/settle';
import { type StreakState, newStreak } from '../../functions/src/engine/streakState';
import { DAY, HOUR, MINUTE } from '../shared/wallClock';
import { fitness } from '../streaks/fitness';
import { person } from '../streaks/person';
import { refusal } from '../streaks/refusal';

const now = Date.parse('2026-06-15T12:00Z');
const flashcards = 'flashcard_set_completed';

function request(change: Partial<LogActivityRequest> = {}): LogActivityRequest {
  return { activityId: 'a1', type: flashcards, quantity: 1, ...change };
}

const at = (instant: number) => ({ occurredAt: new Date(instant).toISOString() });

/** Someone in UTC with a run of three days up to yesterday. */
function known(): StreakState {
  const someone = person('UTC');
  for (const days of [3, 2, 1]) someone.log(now - days * DAY);
  return someone.state();
}

function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) frozen(inner);
  }
  return Object.freeze(value);
}

describe('an activity is refused', () => {
  test.each<[string, Partial<LogActivityRequest>, string, string]>([
    ['more than 48 h after it occurred', at(now - 48 * HOUR - 1), 'out-of-range', '48 hours'],
    ['more than 5 min before it occurs', at(now + 5 * MINUTE + 1), 'out-of-range', '5 minutes'],
    ['when its type is unknown', { type: 'nap' }, 'unknown-activity-type', flashcards],
    [
      'when its type is a word of JavaScript',
      { type: 'toString' },
      'unknown-activity-type',
      'one of',
    ],
    ['when its quantity is above 20', { quantity: 21 }, 'malformed-request', '1 to 20'],
    ['when its zone is none', { timeZone: 'Mars/Olympus' }, 'unknown-time-zone', 'IANA'],
    ['when its zone is an offset', { timeZone: '+02:00' }, 'unknown-time-zone', 'IANA'],
  ])('%s, and nothing changes', (_, change, reason, message) => {
    const state = frozen(known());
    const before = structuredClone(state);
    const refused = refusal(() => recordActivity(state, request(change), now, program, noOutages));
    expect(refused.reason).toBe(reason);
    expect(refused.message).toContain(message);
    expect(state).toEqual(before);
  });

  test('when nothing is known of the user and no zone is sent along', () => {
    const refused = refusal(() => recordActivity(undefined, request(), now, program, noOutages));
    expect(refused.reason).toBe('time-zone-unset');
    expect(refused.message).toContain('setTimeZone');
  });

  test('when its day is sealed, as by a clock that was ahead', () => {
    const { state } = settle(known(), now + 10 * DAY, program, noOutages);
    const refused = refusal(() => recordActivity(state, request(at(now)), now, program, noOutages));
    expect(refused.reason).toBe('out-of-range');
  });
});

describe('an activity is accepted', () => {
  test.each([
    ['exactly 48 h after it occurred', now - 48 * HOUR, '2026-06-13'],
    ['exactly 5 min before it occurs', now + 5 * MINUTE, '2026-06-15'],
    ['the moment it occurs', now, '2026-06-15'],
    ['late, on the day before the day start', Date.parse('2026-06-15T03:59:59.999Z'), '2026-06-14'],
    ['late, on the day that starts then', Date.parse('2026-06-15T04:00Z'), '2026-06-15'],
  ])('%s, and put on its own day', (_, occurredAt, day) => {
    const { response, settled } = recordActivity(
      known(),
      request(at(occurredAt)),
      now,
      program,
      noOutages,
    );
    expect(response.day).toBe(day);
    expect(settled.state.recent[day]?.verdict).toBe('active');
    expect(settled.tally.activities).toBe(4);
  });

  test('now, when it does not say when it occurred', () => {
    const { occurredAt, response } = recordActivity(known(), request(), now, program, noOutages);
    expect(occurredAt).toBe(now);
    expect(response.day).toBe('2026-06-15');
  });

  test('with an offset, at the instant that it means', () => {
    const occurredAt = '2026-06-15T09:00:00+05:45';
    const recorded = recordActivity(known(), request({ occurredAt }), now, program, noOutages);
    expect(recorded.occurredAt).toBe(Date.parse('2026-06-15T03:15Z'));
    expect(recorded.response.day).toBe('2026-06-14');
  });

  test('with the largest quantity', () => {
    const { response } = recordActivity(
      known(),
      request({ quantity: 20 }),
      now,
      program,
      noOutages,
    );
    expect(response.xp).toBe(100);
  });

  test('from someone new who sends a zone along', () => {
    const timeZone = 'Asia/Kathmandu';
    const { settled, response } = recordActivity(
      undefined,
      request({ timeZone }),
      now,
      program,
      noOutages,
    );
    expect(response.streak).toMatchObject({ timeZone, today: '2026-06-15', current: 1 });
    expect(settled.state.timeline).toEqual([{ from: now, zone: timeZone }]);
  });

  test('from a new place, on the day in that zone', () => {
    const { response } = recordActivity(
      known(),
      request({ timeZone: 'Pacific/Kiritimati' }),
      Date.parse('2026-06-15T15:00Z'), // 05:00 on the 16th there
      program,
      noOutages,
    );
    expect(response.day).toBe('2026-06-16');
    expect(response.streak).toMatchObject({ current: 4, timeZone: 'Pacific/Kiritimati' });
  });

  test('and the input is left as it was', () => {
    const state = frozen(known());
    const before = structuredClone(state);
    recordActivity(state, request({ timeZone: 'Europe/Berlin' }), now, program, noOutages);
    expect(state).toEqual(before);
  });
});

describe('an activity ahead, over the start of the next day', () => {
  const boundary = Date.parse('2026-06-16T04:00Z');
  const ahead = () =>
    recordActivity(known(), request(at(boundary)), boundary - MINUTE, program, noOutages);

  test('waits for its day: today stays as it is', () => {
    const { settled, response } = ahead();
    expect(response).toMatchObject({ day: '2026-06-16', xp: 5, events: [] });
    expect(response.streak).toMatchObject({ today: '2026-06-15', current: 3, activeToday: false });
    expect(settled.changedDays).toEqual({});
    expect(settled.state.recent['2026-06-16']).toMatchObject({ verdict: 'open', count: 1 });
    expect(settled.lapseAt).toBe(boundary);
  });

  test('counts when its day begins', () => {
    const { tally, changedDays } = settle(ahead().settled.state, boundary, program, noOutages);
    expect(tally).toMatchObject({ current: 1, activities: 4 }); // today was missed
    expect(changedDays['2026-06-16']?.verdict).toBe('active');
  });

  test('is counted also for someone without a run', () => {
    const { settled } = recordActivity(
      newStreak('UTC'),
      request(at(boundary)),
      boundary - 5 * MINUTE,
      program,
      noOutages,
    );
    expect(settled.tally.current).toBe(0);
    expect(settled.lapseAt).toBe(boundary);
    expect(settle(settled.state, boundary, program, noOutages).tally.current).toBe(1);
  });
});

describe('the XP in the answer', () => {
  const monday = Date.parse('2026-06-15T12:00Z');
  const everything = Object.keys(program.activities);

  /** Someone whose last week had every category, but for those left out. */
  function after(...leftOut: string[]) {
    const someone = person('UTC');
    const types = everything.filter((type) => !leftOut.includes(type));
    for (const type of types) someone.log(monday - DAY, { type });
    return someone;
  }

  test.each(
    Object.entries({
      flashcard_set_completed: [5, 7],
      study_guide_completed: [15, 22],
      quiz_easy_passed: [10, 15],
      quiz_hard_passed: [25, 37],
      evaluation_low: [20, 30],
      evaluation_high: [50, 75],
    }),
  )('of %s is %j, without and with the weekly bonus', (type, worth) => {
    const plain = after(flashcards).log(monday, { type }).response.xp;
    const boosted = after().log(monday, { type }).response.xp;
    expect([plain, boosted]).toEqual(worth);
  });

  test('is multiplied by the quantity before it is rounded', () => {
    expect(after().log(monday, { quantity: 3 }).response.xp).toBe(22);
  });

  test('is that of the activity, not of the day', () => {
    const someone = after();
    someone.log(monday);
    expect(someone.log(monday).response.xp).toBe(7);
    expect(someone.ledger.get('2026-06-15')?.xp).toBe(14);
  });

  test('of an activity a minute ahead of its week goes by the week that it will be in', () => {
    const early = after().log(monday - 8 * HOUR, { deliveredAt: monday - 8 * HOUR - MINUTE });
    expect(early.response.xp).toBe(7);
  });

  test('of a late activity goes by the week of its own day', () => {
    const late = after().log(monday - DAY, { deliveredAt: monday });
    expect(late.response.xp).toBe(5);
  });

  test('of the activity that completes last week late is not boosted, but what it boosts counts', () => {
    const someone = after(flashcards);
    someone.log(monday, { type: 'evaluation_high' });
    const { xp, streak } = someone.log(monday - DAY, { deliveredAt: monday }).response;
    expect(xp).toBe(5);
    expect(streak.xp).toBe(120 + 5 + 75);
  });
});

test('the answer names new badges, and no old ones', () => {
  const someone = person('UTC');
  expect(someone.log(now).response.newBadges).toEqual(['ignition']);
  expect(someone.log(now).response.newBadges).toEqual([]);
  const high = { type: 'evaluation_high', quantity: 20 };
  expect(someone.log(now, high).response.newBadges).toEqual(['novice', 'apprentice']);
});

test('the answer names what the activity brought about, and what had come about before it', () => {
  const someone = person('UTC');
  someone.log(now - 3 * DAY);
  const { events } = someone.log(now).response;
  const day = '2026-06-13';
  expect(events).toEqual([{ id: `streak_broken.${day}.0`, kind: 'streak_broken', day }]);
});

test('an activity that is worth no XP is kept in the ledger like any other', () => {
  const someone = person('UTC', fitness);
  someone.log(now, { type: 'walk' });
  const { settled } = someone.log(now, { type: 'stretch' });
  expect(settled.state.recent['2026-06-15']?.count).toBe(2);
  expect(settled.changedDays['2026-06-15']?.count).toBe(2);
});
