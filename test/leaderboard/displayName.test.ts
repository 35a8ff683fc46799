import fc from 'fast-check';
import { checkDisplayName } from '../../functions/src/leaderboard/displayName';
import { program } from '../../functions/src/program';
import { FirestreakError } from '../../functions/src/shared/errors';

const check = (name: string) => checkDisplayName(name, program.reservedNames);

test.each([
  ['Ada', 'Ada'],
  ['  Ada \t Lovelace\n', 'Ada Lovelace'],
  ['Ada\u00a0\u3000L.', 'Ada L.'],
  ['Jose\u0301', 'José'],
  ['李明', '李明'],
  ['Nguyễn Văn A', 'Nguyễn Văn A'],
  ['می‌خواهم', 'می‌خواهم'],
  ['क्‍ष राम', 'क्‍ष राम'],
  ['Ben 👩‍👩‍👧‍👦❤️', 'Ben 👩‍👩‍👧‍👦❤️'],
  ['Ada 👩🏽‍🔬', 'Ada 👩🏽‍🔬'],
  ['👩‍👩‍👧‍👦'.repeat(20) + ' Al', '👩‍👩‍👧‍👦'.repeat(20) + ' Al'],
  ['O’Brien-Smith', 'O’Brien-Smith'],
  ['x'.repeat(30), 'x'.repeat(30)],
  ['Badminton', 'Badminton'],
  ['Modesty', 'Modesty'],
  ['Rooted', 'Rooted'],
  ['Владимир', 'Владимир'],
  ['Agent 007', 'Agent 007'],
])('%j is shown as %j', (given, shown) => {
  expect(check(given)).toBe(shown);
});

test.each([
  ['nothing', '', 'letter or digit'],
  ['spaces', '   ', 'letter or digit'],
  ['one letter', 'A', 'at least 2'],
  ['an accent that composes to one letter', 'e\u0301', 'at least 2'],
  ['31 letters', 'x'.repeat(31), 'at most 30 characters; these are 31'],
  ['a grapheme without end', 'ab👩' + '\u200d👩'.repeat(100), 'at most 30'],
  ['only emoji', '🔥🔥🔥', 'letter or digit'],
  ['a control character', 'Ada\u0007', 'cannot be seen'],
  ['a null', 'A\u0000da', 'cannot be seen'],
  ['a bidi override', 'Ada\u202egnp.exe', 'direction'],
  ['a bidi isolate', '\u2066Ada\u2069', 'direction'],
  ['a right-to-left mark', 'Ada\u200f', 'direction'],
  ['a zero-width space', 'A\u200bda', 'cannot be seen'],
  ['a zero-width joiner between Latin letters', 'A\u200dda', 'cannot be seen'],
  ['a joiner at the end', 'Ada 👩\u200d', 'cannot be seen'],
  ['a byte order mark', '\ufeffAda', 'cannot be seen'],
  ['a soft hyphen', 'A\u00adda', 'cannot be seen'],
  ['a Hangul filler', 'Ada\u3164', 'cannot be seen'],
  ['a Braille blank', 'Ada\u2800', 'cannot be seen'],
  ['hidden tag characters', 'Ada\u{e0041}', 'cannot be seen'],
  ['a private character', 'Ada\ue000', 'cannot be seen'],
  ['half a surrogate pair', 'Ada\ud83d', 'cannot be seen'],
  ['marks piled up', 'Z\u0300\u0301\u0302\u0303\u0304algo', 'at most 4'],
  ['an address', 'ada@example.com', 'addresses'],
  ['a link', 'https://example.com', 'addresses'],
])('%s is refused, with what to do', (_, name, advice) => {
  expect(() => check(name)).toThrow(new RegExp(advice, 's'));
  expect(() => check(name)).toThrow(FirestreakError);
});

test.each([
  'admin',
  'ADMIN',
  'Admin Ada',
  'ada_admin',
  'AdaAdmin',
  'A d m i n',
  'a.d.m.i.n',
  'admin2',
  '4dm1n',
  'аdmin', // Cyrillic а
  'αdmin', // Greek alpha
  'Ａｄｍｉｎ', // full width
  'ádmïn',
  'MODERATOR',
  'the m0derators',
  'my firestreak bot',
  'FireStreakTeam',
  'F1restreak',
  'ｓｔａｆｆ 9',
])('%j could be taken for one of the service’s own', (name) => {
  expect(() => check(name)).toThrow('one of the service’s own');
});

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'Z',
      '9',
      ' ',
      '.',
      'é',
      'e\u0301',
      '\u200d',
      '👩',
      '\u202e',
      '\t',
      '漢',
      '\ufe0f',
    ),
  }),
);

function shown(text: string): string | undefined {
  try {
    return check(text);
  } catch (error) {
    if (error instanceof FirestreakError && error.reason === 'unsuitable-name') return undefined;
    throw error;
  }
}

describe('whatever is sent', () => {
  test('is shown tidily or refused with advice, and what is shown is shown again as it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const name = shown(text);
        if (name === undefined) return;
        expect(check(name)).toBe(name);
        expect(name).toBe(name.normalize('NFC').trim());
        expect(name).not.toMatch(/[\p{Cc}\p{Bidi_Control}]|\p{White_Space}{2}/u);
        expect(name.length).toBeLessThanOrEqual(240);
      }),
      { numRuns: 2000 },
    );
  });

  test('is judged the same in every normal form', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(shown(text.normalize('NFD'))).toBe(shown(text.normalize('NFC')));
      }),
    );
  });

  test('a reserved word with gaps, accents or capitals stays one', () => {
    const disguise = fc.constantFrom('', ' ', '.', '_', '-');
    const words = fc.constantFrom(...program.reservedNames);
    fc.assert(
      fc.property(words, disguise, fc.boolean(), (word, gap, capitals) => {
        const name = Array.from(capitals ? word.toUpperCase() : word, (c) => `${c}\u0301`).join(
          gap,
        );
        expect(shown(name)).toBeUndefined();
      }),
    );
  });
});
