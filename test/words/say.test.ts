import { Catalogues } from '../../web/src/elements/words/catalogues';
import { elementWords } from '../../web/src/elements/words/elementWords';

const ISOLATED = /\u2068(.*?)\u2069/gu;

const english = {
  hello: 'Hello {name}',
  days: { one: '{count} day', other: '{count} days' },
  plain: 'Nothing',
} as const;

const german = {
  hello: 'Hallo {name}',
  days: { one: '{count} Tag', other: '{count} Tage' },
  plain: 'Nichts',
};

const loaded = () => {
  const asked: string[] = [];
  const catalogues = new Catalogues<typeof english>(english, {
    de: () => {
      asked.push('de');
      return Promise.resolve(german);
    },
  });
  return { catalogues, asked };
};

it.each([
  ['en', 1, '1 day'],
  ['en', 1234, '1,234 days'],
  ['en-IN', 1_234_567, '12,34,567 days'],
  ['de', 1, '1 Tag'],
  ['de', 1234, '1.234 Tage'],
  ['de-AT', 0, '0 Tage'],
] as const)('in %s, %d is told as %s', async (lang, count, words) => {
  const { catalogues } = loaded();
  await catalogues.load(lang);
  expect(catalogues.sayIn(lang)('days', { count })).toBe(words);
});

it.each([
  [0, 'لا أيام'],
  [1, 'يوم واحد'],
  [2, 'يومان'],
  [7, '7 أيام'],
  [14, '14 يومًا'],
  [100, '100 يوم'],
])('Arabic has a form of its own for %d', async (count, words) => {
  await elementWords.load('ar');
  const said = elementWords.sayIn('ar')('days', { count });
  expect(said.replace(ISOLATED, '$1')).toBe(words);
});

it('sets apart names and numbers that could change the order of a sentence, and no others', async () => {
  await elementWords.load('ar');
  const arabic = elementWords.sayIn('ar');
  expect(arabic('board.takingPart', { name: 'Ada!' })).toBe('تشارك باسم \u2068Ada!\u2069.');
  expect(arabic('gainedXp', { xp: 25 })).toBe('+\u206825\u2069 نقطة');
  const english = elementWords.sayIn('en');
  expect(english('board.takingPart', { name: 'ليلى' })).toBe('You take part as \u2068ليلى\u2069.');
  expect(english('board.takingPart', { name: 'Ada' })).toBe('You take part as Ada.');
});

it('loads a language once, when it is first spoken, and speaks English until it is there', async () => {
  const { catalogues, asked } = loaded();
  let changes = 0;
  catalogues.listen(() => (changes += 1));
  expect(asked).toEqual([]);
  expect(catalogues.sayIn('de-DE')('plain')).toBe('Nothing');
  catalogues.sayIn('de');
  await catalogues.load('de');
  expect([asked, changes]).toEqual([['de'], 1]);
  expect(catalogues.sayIn('de-DE')('plain')).toBe('Nichts');
});

it('speaks English as long as a language cannot be loaded, and tries again', async () => {
  let isOffline = true;
  const catalogues = new Catalogues<typeof english>(english, {
    de: () => (isOffline ? Promise.reject(new Error('offline')) : Promise.resolve(german)),
  });
  expect(catalogues.sayIn('de')('plain')).toBe('Nothing');
  await catalogues.load('de');
  isOffline = false;
  await catalogues.load('de');
  expect(catalogues.sayIn('de')('plain')).toBe('Nichts');
});

it('lets an app have its own words, at once and also of another language', async () => {
  const { catalogues } = loaded();
  await catalogues.load('de');
  expect(catalogues.sayIn('de')('hello', { name: 'Ada' })).toBe('Hallo Ada');
  catalogues.override('de', { hello: 'Servus {name}' });
  catalogues.override('fr', { plain: 'Rien' });
  expect(catalogues.sayIn('de-AT')('hello', { name: 'Ada' })).toBe('Servus Ada');
  expect(catalogues.sayIn('de')('plain')).toBe('Nichts');
  expect(catalogues.sayIn('fr-CA')('plain')).toBe('Rien');
  expect(catalogues.sayIn('fr')('hello', { name: 'Ada' })).toBe('Hello Ada');
});

it('calls what a program names as a catalogue does, and else as words', () => {
  const { catalogues } = loaded();
  expect(catalogues.sayIn('en').named('quiz_hard_passed')).toBe('Quiz hard passed');
  catalogues.override('en', { 'name.quiz_hard_passed': 'Hard quiz' });
  expect(catalogues.sayIn('en').named('quiz_hard_passed')).toBe('Hard quiz');
});

it('leaves the parts of a template as they are, in their place', () => {
  const { catalogues } = loaded();
  const part = { of: 'a template' };
  expect(catalogues.sayIn('en').rich('hello', { name: part })).toEqual(['Hello ', part, '']);
});
