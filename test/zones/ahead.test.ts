import { moveNeedsActivitiesAfter } from '../../functions/src/engine/moveTo';
import { newStreak, openDay } from '../../functions/src/engine/streakState';
import { program } from '../../functions/src/program';
import { Traveller } from './traveller';

const losAngeles = 'America/Los_Angeles';
const tokyo = 'Asia/Tokyo';
const at = (time: string) => Date.parse(`2026-06-01T${time}Z`);

/** Something done in a zone; heard of before where the clock of its device is ahead. */
const deed = (time: string, timeZone: string, heardAt = time) => ({
  ...{ activityId: time, type: 'quiz_easy_passed', quantity: 1, timeZone },
  occurredAt: at(time),
  deliveredAt: at(heardAt),
});

/** 10:01 on the 1st in Tokyo, 18:01 on the 31st in Los Angeles; followed by `setTimeZone` a minute before it. */
const ahead = deed('01:01', tokyo, '00:58');

test.each<[string, { fixed?: boolean }, string | undefined, Record<string, string>]>([
  ['its own zone', {}, losAngeles, { '2026-05-31': 'active', '2026-06-01': 'active' }],
  ['its own zone', {}, undefined, { '2026-05-31': 'active', '2026-06-01': 'active' }],
  ['the zone that is fixed', { fixed: true }, losAngeles, { '2026-05-31': 'active' }],
  ['the zone that is fixed', { fixed: true }, undefined, { '2026-05-31': 'active' }],
])('what is dated ahead of `setTimeZone` goes by %s (%j, home %s)', (_, fixed, home, verdicts) => {
  const someone = new Traveller(program);
  if (home !== undefined) someone.move({ at: at('00:00'), zone: home });
  someone.log(ahead);
  someone.move({ at: at('01:00'), zone: losAngeles, ...fixed });
  someone.log(deed('01:02', losAngeles));
  expect(someone.standing(at('10:59'))).toMatchObject({ activities: 2, xp: 20, verdicts });
});

test('a zone that is told is in force until what is dated ahead of it, whatever was heard of first', () => {
  const report = { at: at('01:00'), zone: losAngeles };
  const [first, second] = [new Traveller(program), new Traveller(program)];
  first.move(report);
  first.log({ ...ahead, deliveredAt: at('01:01') });
  second.log(ahead);
  second.move(report);
  for (const someone of [first, second]) {
    expect(someone.settle(at('01:01'))?.state.timeline).toEqual([
      { from: at('01:00'), zone: losAngeles, told: true },
      { from: at('01:01'), zone: tokyo },
    ]);
  }
});

test('activities are asked for only where one is dated ahead and the zone changes', () => {
  const known = newStreak(losAngeles, at('00:00'));
  const needed = (lastAt: number, timeZone: string) => {
    const entry = { ...openDay(losAngeles, program), count: 1, lastAt };
    const state = { ...known, recent: { '2026-05-31': entry } };
    return moveNeedsActivitiesAfter(state, { timeZone }, at('01:00'));
  };
  expect(needed(at('01:01'), tokyo)).toBe(known.checkpoint.through);
  expect(needed(at('00:59'), tokyo)).toBeUndefined();
  expect(needed(at('01:01'), 'US/Pacific')).toBeUndefined();
  expect(moveNeedsActivitiesAfter(undefined, { timeZone: tokyo }, at('01:00'))).toBeUndefined();
});
