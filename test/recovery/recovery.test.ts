import { program } from '../../functions/src/program';
import { addDays } from '../../functions/src/engine/days';
import { viewStreak } from '../../functions/src/engine/streakView';
import { DAY, HOUR } from '../shared/wallClock';
import { type Moment, type Person, instantOf, person } from '../streaks/person';

/** The run ends with the 10th of March in UTC, at 04:00 on the 11th. */
const BREAK = Date.parse('2026-03-11T04:00Z');
const CLOSES = BREAK + DAY;

/** Someone with a run of some days up to the 9th, so many activities on each. */
function runner(activitiesADay: readonly number[], zone = 'UTC', offset = 'Z'): Person {
  const someone = person(zone);
  const first = addDays('2026-03-10', -activitiesADay.length);
  for (const [index, count] of activitiesADay.entries()) {
    for (let n = 0; n < count; n++) someone.log(`${addDays(first, index)}T12:0${n % 10}${offset}`);
  }
  return someone;
}

const log = (someone: Person, times: number, at: Moment) => {
  for (let n = 0; n < times; n++) someone.log(at);
};

const recoveryAt = (someone: Person, at: Moment) =>
  viewStreak(someone.settle(at), instantOf(at), program).recovery;

const currentAt = (someone: Person, at: Moment) => someone.settle(at).tally.current;

describe('the number is twice what is normal', () => {
  test.each([
    ['one activity a day', [1, 1], 2],
    ['a mean that is rounded down', [1, 1, 2], 2],
    ['a mean of a half, which is rounded up', [1, 2], 4],
    ['the most that counts as normal', [10, 10], 20],
    ['more than counts as normal', [12, 25, 30], 20],
  ])('%s', (_, days, needed) => {
    const recovery = recoveryAt(runner(days), BREAK);
    expect(recovery).toMatchObject({ status: 'offered', needed, done: 0, lost: days.length });
    expect(recovery?.activeDays).toBe(days.length);
    expect(recovery?.activities).toBe(days.reduce((a, b) => a + b));
  });
});

describe('it is offered', () => {
  test.each([
    ['from the break on', BREAK, [1, 1], true],
    ['not before', BREAK - 1, [1, 1], false],
    ['up to the last moment of 24 hours', CLOSES - 1, [1, 1], true],
    ['not after them', CLOSES, [1, 1], false],
    ['not for a run of one day', BREAK, [1], false],
  ])('%s', (_, at, days, isOffered) => {
    const someone = runner(days);
    expect(recoveryAt(someone, at) !== null).toBe(isOffered);
    expect(someone.startRecovery(at)).toBe(isOffered);
  });

  test('with its window and the day of the next one', () => {
    expect(recoveryAt(runner([1, 1]), BREAK + HOUR)).toMatchObject({
      day: '2026-03-10',
      opensAt: '2026-03-11T04:00:00.000Z',
      closesAt: '2026-03-12T04:00:00.000Z',
      normal: 1,
      nextFrom: '2026-04-09',
    });
  });
});

describe('of 4 activities', () => {
  test.each([
    ['3 are not enough', 3, BREAK + 2 * HOUR, 1],
    ['4 are enough', 4, BREAK + 2 * HOUR, 3],
    ['the last moment counts', 4, CLOSES - 1, 3],
    ['the moment after it does not', 4, CLOSES, 1],
  ])('%s', (_, times, at, current) => {
    const someone = runner([2, 2]);
    someone.startRecovery(BREAK + HOUR);
    if (at >= CLOSES) someone.log(BREAK + 2 * HOUR); // so that the day after is active
    log(someone, times, at);
    expect(currentAt(someone, at)).toBe(at >= CLOSES ? 2 : current);
    const hasWon = current === 3;
    expect(someone.ledger.get('2026-03-10')?.verdict).toBe(hasWon ? 'kept' : 'broken');
    expect(someone.settle(at).tally).toMatchObject({
      recoveries: hasWon ? 1 : 0,
      lastRecovered: hasWon ? '2026-03-10' : null,
      brokenRuns: hasWon ? 0 : 1,
    });
  });

  test.each([
    ['in the last millisecond', CLOSES - 1, true],
    ['a millisecond later', CLOSES, false],
  ])('the 4th wins the run back %s, whenever it is heard of', (_, at, hasWon) => {
    for (const deliveredAt of [at, at + 2 * HOUR, at + 48 * HOUR]) {
      const someone = runner([2, 2]);
      someone.startRecovery(BREAK);
      log(someone, 3, BREAK);
      expect(someone.ledger.get('2026-03-10')?.verdict).toBe('broken');
      someone.log(at, { deliveredAt });
      expect(someone.ledger.get('2026-03-10')?.keptReason === 'recovered').toBe(hasWon);
    }
  });

  test('the start in the last millisecond counts with what is done in it', () => {
    const someone = runner([2, 2]);
    expect(someone.startRecovery(CLOSES - 1)).toBe(true);
    log(someone, 4, CLOSES - 1);
    expect(someone.ledger.get('2026-03-10')?.keptReason).toBe('recovered');
  });

  test('those before the start do not count, and without a start none do', () => {
    const someone = runner([2, 2]);
    log(someone, 10, BREAK + HOUR);
    expect(currentAt(someone, BREAK + HOUR)).toBe(1);
    someone.startRecovery(BREAK + 2 * HOUR);
    log(someone, 3, BREAK + 3 * HOUR);
    expect(recoveryAt(someone, BREAK + 3 * HOUR)).toMatchObject({ status: 'started', done: 3 });
    log(someone, 1, BREAK + 3 * HOUR);
    expect(recoveryAt(someone, BREAK + 3 * HOUR)).toMatchObject({ status: 'recovered', done: 4 });
    expect(someone.events.map(({ kind }) => kind)).toEqual(['streak_broken', 'recovered']);
  });

  test('one that occurred inside counts when it is heard of 48 hours later', () => {
    const someone = runner([2, 2]);
    someone.startRecovery(BREAK + HOUR);
    log(someone, 3, BREAK + 2 * HOUR);
    someone.settle(CLOSES + 47 * HOUR);
    someone.log(CLOSES - 1, { deliveredAt: CLOSES - 1 + 48 * HOUR });
    expect(someone.ledger.get('2026-03-10')?.keptReason).toBe('recovered');
  });

  test('starting again does not start anew', () => {
    const someone = runner([2, 2]);
    someone.startRecovery(BREAK + HOUR);
    log(someone, 3, BREAK + 2 * HOUR);
    expect(someone.startRecovery(BREAK + 3 * HOUR)).toBe(true);
    expect(recoveryAt(someone, BREAK + 3 * HOUR)).toMatchObject({ done: 3 });
    someone.log(BREAK + 4 * HOUR);
    expect(someone.startRecovery(BREAK + 5 * HOUR)).toBe(true);
    expect(someone.attempts).toHaveLength(1);
  });
});

describe('what mends the day otherwise costs no recovery', () => {
  const late = { deliveredAt: BREAK + 5 * HOUR };

  test('a late activity on it withdraws the offer', () => {
    const someone = runner([1, 1]);
    someone.settle(BREAK);
    someone.log('2026-03-10T12:00Z', late);
    expect(recoveryAt(someone, BREAK + 5 * HOUR)).toBeNull();
    expect(someone.startRecovery(BREAK + 5 * HOUR)).toBe(false);
  });

  test.each([
    ['before it is won', 1],
    ['after it was won', 2],
  ])('a late activity on it, %s', (_, done) => {
    const someone = runner([1, 1]);
    someone.startRecovery(BREAK + HOUR);
    log(someone, done, BREAK + 2 * HOUR);
    someone.log('2026-03-10T12:00Z', late);
    expect(recoveryAt(someone, BREAK + 5 * HOUR)).toBeNull();
    const { tally } = someone.settle(BREAK + 5 * HOUR);
    expect(tally).toMatchObject({ current: 4, recoveries: 0, lastRecovered: null });
  });

  test('a freeze that a late activity earns', () => {
    const someone = runner([1, 1]);
    someone.startRecovery(BREAK + HOUR);
    log(someone, 2, BREAK + 2 * HOUR);
    const worth500 = { type: 'evaluation_high', quantity: 10, ...late };
    const { settled } = someone.log('2026-03-09T12:00Z', worth500);
    expect(settled.tally).toMatchObject({ current: 3, frozenDays: 1, recoveries: 0 });
  });

  test('an outage that is declared later', () => {
    const from = Date.parse('2026-03-10T06:00Z');
    const outages = [{ id: 'any', from, to: BREAK, reason: 'any' }];
    let list = { version: 0, outages: [] as typeof outages };
    const someone = person('UTC', program, () => list);
    for (const day of ['08', '09']) someone.log(`2026-03-${day}T12:00Z`);
    someone.startRecovery(BREAK + HOUR);
    log(someone, 2, BREAK + 2 * HOUR);
    list = { version: 1, outages };
    const declared = someone.resettle(BREAK + 9 * DAY, '2026-03-10');
    expect(declared.tally).toMatchObject({ recoveries: 0, brokenRuns: 1, longest: 3 });
    list = { version: 2, outages: [] };
    const revoked = someone.resettle(BREAK + 9 * DAY, '2026-03-10');
    expect(revoked.tally).toMatchObject({ recoveries: 1, lastRecovered: '2026-03-10' });
  });
});

describe('the next recovery', () => {
  /** Has won the 10th back, is active every day after, and misses the one so many days later. */
  function again(days: number) {
    const someone = runner([1, 1]);
    someone.startRecovery(BREAK + HOUR);
    for (let n = 0; n < days; n++) log(someone, n === 0 ? 2 : 1, BREAK + n * DAY + 2 * HOUR);
    return { someone, at: BREAK + days * DAY + HOUR };
  }

  test.each([
    [29, false],
    [30, true],
    [31, true],
  ])('is offered for a break %i days later: %s', (days, isOffered) => {
    const { someone, at } = again(days - 1);
    expect(someone.settle(at).tally.freezes).toBe(0);
    expect(someone.ledger.get(addDays('2026-03-10', days))).toBeUndefined();
    const missed = BREAK + days * DAY + HOUR;
    expect(recoveryAt(someone, missed) !== null).toBe(isOffered);
    const { recoveries } = viewStreak(someone.settle(missed), missed, program);
    expect(recoveries).toEqual({ count: 1, lastDay: '2026-03-10', nextFrom: '2026-04-09' });
  });

  test('is not put off by one that was not won', () => {
    const someone = runner([1, 1]);
    someone.startRecovery(BREAK + HOUR);
    for (const n of [1, 2]) someone.log(BREAK + n * DAY + HOUR);
    expect(someone.startRecovery(BREAK + 4 * DAY)).toBe(true);
  });
});

describe('the window is 24 hours, also', () => {
  test.each([
    // The day that breaks the run ends at 04:00 summer time, and the day after is an hour short.
    ['on the night when clocks go forward', 'Europe/Berlin', '2026-03-28T03:00:00.000Z'],
    ['on the day before they do', 'Europe/Berlin', '2026-03-29T02:00:00.000Z'],
    ['on the night when they go back', 'Europe/Berlin', '2026-10-24T02:00:00.000Z'],
    ['where they move by half an hour', 'Australia/Lord_Howe', '2026-04-04T17:30:00.000Z'],
  ])('%s', (_, zone, opensAt) => {
    const opens = Date.parse(opensAt);
    const someone = person(zone);
    for (const days of [3, 2]) log(someone, 2, opens - days * DAY + 4 * HOUR);
    expect(recoveryAt(someone, opens - 1)).toBeNull();
    expect(recoveryAt(someone, opens)).toMatchObject({
      opensAt,
      closesAt: new Date(opens + DAY).toISOString(),
    });
    someone.startRecovery(opens);
    log(someone, 1, opens + HOUR);
    log(someone, 2, opens + DAY - 1);
    expect(currentAt(someone, opens + DAY - 1)).toBeLessThan(3);
    log(someone, 1, opens + DAY - 1);
    expect(currentAt(someone, opens + DAY - 1)).toBeGreaterThanOrEqual(3);
  });

  test('for someone who flies in it: nothing changes', () => {
    const someone = runner([1, 1]);
    someone.startRecovery(BREAK + HOUR);
    someone.move(BREAK + 2 * HOUR, 'Asia/Tokyo');
    someone.log(BREAK + 3 * HOUR);
    someone.move(BREAK + 5 * HOUR, 'Pacific/Honolulu');
    someone.log(CLOSES - 1);
    expect(someone.ledger.get('2026-03-10')?.keptReason).toBe('recovered');
  });
});
