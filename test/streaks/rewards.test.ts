import { z } from 'zod';
import { monthDocument } from '../../functions/src/documents/streak';
import { noOutages } from '../../functions/src/engine/outages';
import { recordedTally } from '../../functions/src/engine/reopen';
import { settle } from '../../functions/src/engine/settle';
import { levelOf, type Rewards } from '../../functions/src/engine/xp';
import { program } from '../../functions/src/program';
import { loadWords, reasonIn } from './inEnglish';
import { person } from './person';

beforeAll(loadWords);

const at = '2026-01-05T12:00Z';
const now = Date.parse(at);

/** One activity of 10 XP on a day with rewards. */
function rewarded(rewards: Rewards) {
  const { state } = person('UTC').log(at, { type: 'quiz_easy_passed' }).settled;
  const entry = state.recent['2026-01-05'];
  if (!entry) throw new Error('the day is not recorded');
  const given = { ...state, recent: { '2026-01-05': { ...entry, rewards } } };
  return settle(given, now, program, noOutages, state);
}

test.each<[string, Rewards, { xp: number; freezes: number }]>([
  ['XP', { a: { xp: 100, freezes: 0 } }, { xp: 110, freezes: 0 }],
  ['XP that earns a freeze', { a: { xp: 490, freezes: 0 } }, { xp: 500, freezes: 1 }],
  ['a freeze', { a: { xp: 0, freezes: 1 } }, { xp: 10, freezes: 1 }],
  [
    'of several challenges',
    { a: { xp: 100, freezes: 1 }, b: { xp: 400, freezes: 0 } },
    { xp: 510, freezes: 2 },
  ],
  ['no more freezes than may be held', { a: { xp: 990, freezes: 2 } }, { xp: 1000, freezes: 2 }],
])('a reward of %s', (_, rewards, expected) => {
  expect(rewarded(rewards).tally).toMatchObject(expected);
});

test('XP from rewards raises the level and earns badges as other XP does', () => {
  const { tally } = rewarded({ a: { xp: 1000, freezes: 0 } });
  expect(levelOf(tally.xp, program)).toMatchObject({ level: 11, tier: 'Summer Associate' });
  expect(tally.badges).toMatchObject({ novice: '2026-01-05', apprentice: '2026-01-05' });
});

test('a badge is given once, and stays where it was first earned', () => {
  const { tally } = rewarded({ a: { xp: 0, freezes: 0, badge: 'sprinter' } });
  expect(tally.badges).toMatchObject({ sprinter: '2026-01-05' });
});

test('the day keeps its own XP beside the reward, and says so', () => {
  const { changedDays } = rewarded({ sprint: { xp: 100, freezes: 1 } });
  const day = changedDays['2026-01-05'];
  expect(day).toMatchObject({ xp: 10, rewards: { sprint: { xp: 100, freezes: 1 } }, freezes: 1 });
  expect(day && reasonIn('en', { entry: day, isBefore: false, capped: [] })).toBe(
    '1 activity: 1st active day of the run. Completed sprint: 100 XP and 1 freeze as a reward.',
  );
});

test('the ledger adds up to the standing, also as it is stored', () => {
  const { changedDays, tally } = rewarded({ a: { xp: 495, freezes: 1, badge: 'challenger' } });
  const { days } = z.decode(monthDocument, z.encode(monthDocument, { days: changedDays }));
  const ledger = new Map(Object.entries(days));
  expect(recordedTally(ledger, tally.through, tally.badges, program)).toEqual(tally);
});
