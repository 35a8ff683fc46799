import { program } from '../../functions/src/program';
import { weekOf } from '../../functions/src/engine/badges';
import { foldDays, times } from './foldedDays';
import { person } from './person';

const all = 'fgel'; // every category, 50 XP
const rest = (days: number) => times(days, '.');

/** On which days of the text, counted from 1, a week completed its bonus. */
function bonusDays(text: string): number[] {
  const { days } = foldDays(text);
  const start = Date.parse('2026-01-05');
  return days
    .filter(({ achievements }) => achievements.some((a) => a.kind === 'weekly_bonus_earned'))
    .map(({ day }) => (Date.parse(day) - start) / 86_400_000 + 1);
}

describe('a week earns the bonus', () => {
  test.each([
    ['when every category was active in it', `f g e l ${rest(3)}`, [4]],
    ['when every category was active on one day', all, [1]],
    ['on the day that completes it, and once', `f g e l ${all} ${all} f`, [4]],
    ['on Sunday at the latest', `f g e ${rest(3)} l`, [7]],
    ['not with a category missing', `f g e ${rest(4)}`, []],
    ['not with categories from two weeks', `${rest(5)} f g e l`, []],
    ['again in the next week', `${all} ${rest(6)} f g e l`, [1, 11]],
    ['with either kind of quiz and evaluation', 'f g h V', [4]],
  ])('%s', (_, days, expected) => {
    expect(bonusDays(days)).toEqual(expected);
  });
});

describe('the bonus', () => {
  test.each([
    ['multiplies the XP of the next week by 1.5', `${all} ${rest(6)} e`, 50 + 15],
    ['counts on all days of the next week', `${all} ${rest(6)} ${times(7, 'e')}`, 50 + 7 * 15],
    ['does not count in the week that earns it', `${all} ${times(6, 'e')}`, 50 + 60],
    ['does not count in the week after the next', `${all} ${rest(13)} e`, 50 + 10],
    ['does not count without all categories', `fgl ${rest(6)} e`, 40 + 10],
    [
      'counts again when the boosted week earns it too',
      `${all} ${rest(6)} ${all} ${rest(6)} e`,
      50 + 74 + 15,
    ],
    ['rounds 7.5 down to 7', `${all} ${rest(6)} f`, 50 + 7],
    ['rounds each activity down, not the day', `${all} ${rest(6)} fff`, 50 + 21],
    ['rounds after the quantity is multiplied in', `${all} ${rest(6)} f3`, 50 + 22],
    ['rounds 22.5 down to 22 for each guide', `${all} ${rest(6)} gg`, 50 + 44],
  ])('%s', (_, days, xp) => {
    expect(foldDays(days).tally.xp).toBe(xp);
  });

  test('needs no run: a break in between leaves it', () => {
    const { verdicts, tally } = foldDays(`${all} ${rest(6)} e`);
    expect(verdicts).toBe('a b - - - - - a');
    expect(tally.xp).toBe(65);
  });

  test('follows the ISO week over the end of a year', () => {
    const { tally } = foldDays(`. ${all} ${rest(5)} e`, { monday: '2026-12-28' });
    expect(tally.week).toMatchObject({ monday: '2027-01-04', boosted: true });
  });
});

describe('a week completed late', () => {
  const sunday = '2026-01-11T12:00Z';
  const monday = '2026-01-12T12:00Z';
  const almost = ['study_guide_completed', 'quiz_easy_passed', 'evaluation_low'];

  function almostComplete() {
    const someone = person('UTC');
    for (const type of almost) someone.log(sunday, { type });
    someone.log(monday, { type: 'quiz_easy_passed' });
    return someone;
  }

  test('boosts days that are logged already, and tells of the bonus once', () => {
    const someone = almostComplete();
    expect(someone.ledger.get('2026-01-12')?.xp).toBe(10);
    const { settled, response } = someone.log(sunday, { deliveredAt: '2026-01-12T13:00Z' });
    expect(someone.ledger.get('2026-01-12')?.xp).toBe(15);
    expect(settled.tally.xp).toBe(45 + 5 + 15);
    expect(response.events).toEqual([
      { id: 'weekly_bonus_earned.2026-01-05', kind: 'weekly_bonus_earned', day: '2026-01-11' },
    ]);
    const again = someone.log(sunday, { deliveredAt: '2026-01-12T14:00Z' });
    expect(again.response.events).toEqual([]);
  });

  test('gives what it would have given in time', () => {
    const late = almostComplete();
    late.log(sunday, { deliveredAt: '2026-01-12T13:00Z' });
    const inTime = person('UTC');
    for (const type of almost) inTime.log(sunday, { type });
    inTime.log(sunday);
    inTime.log(monday, { type: 'quiz_easy_passed' });
    const now = '2026-01-12T20:00Z';
    expect(late.settle(now).tally).toEqual(inTime.settle(now).tally);
  });

  test.each([
    ['can earn the freeze that saves the next day', ['2026-01-11T12:00Z'], 'frozen'],
    ['earns none when the activity falls into the next week', ['2026-01-12T12:00Z'], 'broken'],
    ['earns none when it is not completed', [], 'broken'],
  ])('%s', (_, flashcards, verdict) => {
    const someone = person('UTC');
    for (const type of almost) someone.log('2026-01-11T12:00Z', { type }); // 45 XP
    someone.log('2026-01-11T12:00Z', { type: 'evaluation_high', quantity: 8 }); // 400 XP
    someone.log('2026-01-12T12:00Z', { type: 'evaluation_low', quantity: 2 }); // 40 XP, or 60
    for (const at of flashcards) someone.log(at, { deliveredAt: '2026-01-13T11:00Z' }); // 5 XP
    someone.settle('2026-01-14T04:00Z');
    expect(someone.ledger.get('2026-01-13')?.verdict).toBe(verdict);
  });
});

describe('the week of a day', () => {
  const last = {
    monday: '2026-01-05',
    categories: ['evaluation', 'flashcards', 'guide', 'quiz'],
    activeDays: 3,
    boosted: false,
    bonusWeeksBefore: 2,
  };

  test.each([
    ['goes on with what it has until Sunday', '2026-01-11', last],
    [
      'starts anew on Monday, boosted by the week before',
      '2026-01-12',
      { monday: '2026-01-12', categories: [], activeDays: 0, boosted: true, bonusWeeksBefore: 3 },
    ],
    [
      'starts without boost after a week without activity',
      '2026-01-19',
      { monday: '2026-01-19', categories: [], activeDays: 0, boosted: false, bonusWeeksBefore: 0 },
    ],
  ])('%s', (_, day, expected) => {
    expect(weekOf(last, day, program)).toEqual(expected);
  });
});
